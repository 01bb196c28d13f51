package io.photons.async;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a publisher and the generator that emits its values: takes them on the publisher's threads without
 * ever holding those up, and gives them on the generator's.
 *
 * <p>Never more values are requested and not yet emitted than the prefetch allows. All calls to the publisher are made by
 * the generator's thread, save the refusal of a second subscription.
 *
 * <table>
 * <caption>What is done about publishers that break the rules</caption>
 * <tr><th>they</th><th>answer</th></tr>
 * <tr><td>give null</td><td>{@code NullPointerException}, there and as the generator's error</td></tr>
 * <tr><td>give more than was requested</td><td>what was requested is emitted; then the generator fails</td></tr>
 * <tr><td>subscribe twice, or after the end</td><td>that subscription is cancelled</td></tr>
 * <tr><td>signal after the end</td><td>ignored, but an error is logged</td></tr>
 * <tr><td>throw</td><td>the generator fails with it; from {@code cancel} it is logged</td></tr>
 * </table>
 *
 * <p><b>Source.</b> S12, E2.
 */
final class Inlet<V> implements Flow.Subscriber<V> {

    private static final Object COMPLETE = new Object();

    private final int prefetch;
    private final int batch;
    private final SpinLock lock = new SpinLock();

    // All under the lock.
    private final ArrayDeque<V> values = new ArrayDeque<>();
    private int outstanding; // how many were requested and have not come
    private Flow.@Nullable Subscription upstream; // null -> the first one -> null, at the end of either side
    private @Nullable Object end; // null -> COMPLETE | the error, by the first to tell
    private boolean closed; // false -> true, when the generator has ended
    private boolean asleep; // while the generator's thread waits

    private final Registration.Waiter reader = new Registration.Waiter();

    /** Makes one for the generator that the calling thread runs. */
    Inlet(int prefetch) {
        this.prefetch = prefetch;
        this.batch = prefetch - prefetch / 2;
    }

    // ---- the publisher's side

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        Objects.requireNonNull(subscription, "subscription");
        Registration.Waiter woken = null;
        lock.lock();
        boolean refused = upstream != null || end != null || closed;
        if (!refused) {
            upstream = subscription;
            woken = woken();
        }
        lock.unlock();
        if (refused) {
            subscription.cancel();
        }
        wake(woken);
    }

    @Override
    public void onNext(V value) {
        if (value == null) {
            NullPointerException error = new NullPointerException("value");
            stop(error);
            throw error;
        }
        Registration.Waiter woken = null;
        boolean unwanted;
        lock.lock();
        try {
            if (end != null || closed) {
                return;
            }
            unwanted = outstanding == 0;
            if (!unwanted) {
                outstanding--;
                values.add(value);
                woken = woken();
            }
        } finally {
            lock.unlock();
        }
        if (unwanted) {
            stop(new IllegalStateException("The publisher gave more values than were requested"));
        }
        wake(woken);
    }

    @Override
    public void onError(Throwable error) {
        if (error == null) {
            NullPointerException none = new NullPointerException("error");
            end(none);
            throw none;
        }
        if (!end(error) && !(error instanceof CancellationException)) {
            Reports.error("A publisher failed after the generator that took its values had ended", error);
        }
    }

    @Override
    public void onComplete() {
        end(COMPLETE);
    }

    /** Ends this as the publisher says; then there is nothing to cancel any more. */
    private boolean end(Object how) {
        lock.lock();
        boolean first = end == null && !closed;
        if (first) {
            end = how;
            upstream = null;
        }
        Registration.Waiter woken = woken();
        lock.unlock();
        wake(woken);
        return first;
    }

    /** Ends this because the publisher broke a rule; it will be cancelled. */
    private void stop(RuntimeException why) {
        lock.lock();
        if (end == null && !closed) {
            end = why;
        }
        Registration.Waiter woken = woken();
        lock.unlock();
        wake(woken);
    }

    /** Under the lock: whom to wake, which the caller then does. */
    private Registration.@Nullable Waiter woken() {
        boolean was = asleep;
        asleep = false;
        return was ? reader : null;
    }

    private static void wake(Registration.@Nullable Waiter woken) {
        if (woken != null) {
            woken.wake();
        }
    }

    // ---- the generator's side

    /** Emits what comes until the publisher ends. */
    void pump(Emitter<? super V> out) throws Exception {
        int owed = prefetch;
        for (; ; ) {
            if (owed >= batch && request(owed)) {
                owed = 0;
            }
            V value = poll();
            if (value != null) {
                out.emit(value);
                owed++;
            } else if (isOver()) {
                return;
            } else if (isToSleep()) {
                Parking.park(Source.PUBLISHER, AsyncRuntime.NO_DEADLINE);
            }
        }
    }

    /** What the generator waits for, in dumps. */
    private enum Source {
        PUBLISHER;

        @Override
        public String toString() {
            return "a publisher";
        }
    }

    private boolean request(int more) {
        Flow.Subscription from;
        lock.lock();
        try {
            from = end == null ? upstream : null;
            if (from != null) {
                outstanding += more;
            }
        } finally {
            lock.unlock();
        }
        if (from != null) {
            from.request(more);
        }
        return from != null;
    }

    private @Nullable V poll() {
        lock.lock();
        try {
            return values.poll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isOver() throws Exception {
        Object how;
        lock.lock();
        try {
            how = values.isEmpty() ? end : null;
        } finally {
            lock.unlock();
        }
        if (how instanceof Throwable error) {
            FlowAdapters.<Exception>rethrow(error);
        }
        return how != null;
    }

    // Guards against a signal between the look and the wait: whoever gives one after this wakes the thread.
    private boolean isToSleep() {
        lock.lock();
        try {
            asleep = values.isEmpty() && end == null && (upstream == null || outstanding > 0);
            return asleep;
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more, lets go of what has come, and cancels the publisher unless it has ended. */
    void close() {
        lock.lock();
        closed = true;
        Flow.Subscription left = upstream;
        upstream = null;
        values.clear();
        lock.unlock();
        if (left != null) {
            try {
                left.cancel();
            } catch (Throwable thrown) {
                Reports.error("A publisher's subscription could not be cancelled", thrown);
            }
        }
    }
}
