package io.photons.async;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber's view of a streamer: takes results off the stream as far as they were requested and gives them to the
 * subscriber, all on the thread of one task, the driver.
 *
 * <table>
 * <caption>What happens in each state</caption>
 * <tr><th></th><th>requested 0</th><th>requested n</th><th>faulty</th><th>over</th></tr>
 * <tr><td>the driver</td><td>waits for a request or the end</td><td>waits for a result or the end</td><td>tells the
 * fault</td><td>ends</td></tr>
 * <tr><td>{@code request(k)}</td><td>requested k</td><td>requested n + k, which stays at the greatest number once it is
 * there</td><td>nothing</td><td>nothing</td></tr>
 * <tr><td>{@code request(0)} or less</td><td>faulty</td><td>faulty</td><td>nothing</td><td>nothing</td></tr>
 * <tr><td>{@code cancel()}</td><td>over</td><td>over</td><td>over</td><td>nothing</td></tr>
 * <tr><td>a result</td><td>stays on the stream</td><td>requested n - 1, {@code onNext}</td><td>stays on the
 * stream</td><td>stays on the stream; if it was taken already, {@code onNext}</td></tr>
 * <tr><td>all work ended and all results taken, after {@code noMoreWork()}</td><td>over, {@code onComplete}</td><td>over,
 * {@code onComplete}</td><td></td><td></td></tr>
 * <tr><td>final future ended</td><td>nothing, while there are results; then over, {@code onError}</td><td>the results that
 * are there; then over, {@code onError}</td><td></td><td></td></tr>
 * <tr><td>streamer closed</td><td>over, {@code onError}</td><td>over, {@code onError}</td><td>tells the fault</td><td>the
 * close waits for the driver</td></tr>
 * <tr><td>the subscriber throws</td><td></td><td>over; logged as the driver's error</td><td>the same</td><td>the
 * same</td></tr>
 * </table>
 *
 * <p><b>Source.</b> S12.
 */
final class ResultSubscription<V extends @Nullable Object, C extends @Nullable Object> implements Flow.Subscription {

    private static final VarHandle REQUESTED;

    static {
        try {
            REQUESTED = MethodHandles.lookup().findVarHandle(ResultSubscription.class, "requested", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final long OVER = -1;

    /** What a driver waits for, in trees. */
    private static final Need REQUEST = new Need("a request", null);

    /** What is requested when nothing was; a worse request is as far below this as it is below zero. */
    private static final long FAULTY = -2;

    private final ResultStreamer<V, C> streamer;
    private final Driver driver;

    // n -> n + k (request), n -> n - 1 (driver), n -> FAULTY (request), any -> OVER (cancel; driver, before the last
    // signal). Each by compare-and-set.
    private volatile long requested;

    // The subscriber -> null, by the driver at its end, or by who subscribed if there is no driver.
    private volatile Flow.@Nullable Subscriber<? super Result<V, C>> subscriber;

    // null -> the driver's thread, by itself before it first looks at what is requested.
    private volatile Registration.@Nullable Waiter waiter;

    private ResultSubscription(
            ResultStreamer<V, C> streamer, Subscriptions register, Flow.Subscriber<? super Result<V, C>> subscriber) {
        this.streamer = streamer;
        this.subscriber = subscriber;
        this.driver = new Driver(register, this);
    }

    /** The task on whose thread a subscriber is called. */
    static final class Driver extends Job<Void> {

        final ResultSubscription<?, ?> subscription;

        Driver(Subscriptions register, ResultSubscription<?, ?> subscription) {
            super("subscription", register, false);
            this.subscription = subscription;
        }
    }

    /** Gives a subscriber its subscription, on the calling thread, and starts the driver. */
    static <V extends @Nullable Object, C extends @Nullable Object> void begin(
            ResultStreamer<V, C> streamer, Subscriptions register, Flow.Subscriber<? super Result<V, C>> subscriber) {
        ResultSubscription<V, C> subscription = new ResultSubscription<>(streamer, register, subscriber);
        try {
            subscriber.onSubscribe(subscription);
        } catch (Throwable thrown) {
            subscription.leave();
            Reports.error("A subscriber of " + streamer.label() + " failed in onSubscribe", thrown);
            return;
        }
        if (subscription.requested == OVER) {
            subscription.leave();
        } else if (!register.start(subscription.driver, Job.callable(subscription::drive))) {
            subscription.tellWithoutDriver();
        }
    }

    // ---- the subscriber's side

    @Override
    public void request(long n) {
        for (; ; ) {
            long seen = requested;
            if (seen < 0) {
                return;
            }
            long next = n <= 0 ? FAULTY + Math.max(n, Long.MIN_VALUE - FAULTY) : more(seen, n);
            if (REQUESTED.compareAndSet(this, seen, next)) {
                if (seen == 0 || next < 0) {
                    wake();
                }
                AsyncRuntime.current().checkpoint();
                return;
            }
        }
    }

    private static long more(long requested, long n) {
        return n > Long.MAX_VALUE - requested ? Long.MAX_VALUE : requested + n;
    }

    @Override
    public void cancel() {
        if ((long) REQUESTED.getAndSet(this, OVER) != OVER) {
            wake();
            AsyncRuntime.current().checkpoint();
        }
    }

    /** Has the driver look again, unless it is the one who calls. */
    void wake() {
        Registration.Waiter waiting = waiter;
        if (waiting != null && AsyncRuntime.Body.current() != driver) {
            waiting.wake();
        }
    }

    // ---- the driver's side

    /** False once no result is to be taken any more, whatever the stream holds. */
    boolean isActive() {
        return requested >= 0 && !driver.isCancelling();
    }

    boolean isWanting() {
        return requested > 0;
    }

    /** Waits for a request, a cancellation, or something else to look at. */
    void awaitRequest(BooleanSupplier nothingElse) throws InterruptedException {
        if (nothingElse.getAsBoolean() && requested == 0) {
            Parking.park(REQUEST, AsyncRuntime.NO_DEADLINE);
        }
    }

    private void drive() {
        Flow.Subscriber<? super Result<V, C>> called = Objects.requireNonNull(subscriber);
        waiter = new Registration.Waiter();
        try {
            for (Result<V, C> result = next(); result != null; result = next()) {
                took();
                called.onNext(result);
                AsyncRuntime.current().checkpoint();
            }
            // Guards against an interrupt that was meant for a wait or for what is over, and would strike the last
            // signal.
            Thread.interrupted();
            tellEnd(called);
        } finally {
            leave();
        }
    }

    private @Nullable Result<V, C> next() {
        try {
            return streamer.takeFor(this);
        } catch (InterruptedException closed) {
            // The close has cancelled the driver, which waited; now the subscriber is told.
            return null;
        }
    }

    private void took() {
        for (; ; ) {
            long seen = requested;
            if (seen <= 0 || seen == Long.MAX_VALUE || REQUESTED.compareAndSet(this, seen, seen - 1)) {
                return;
            }
        }
    }

    /** Gives the last signal, if one is due. */
    private void tellEnd(Flow.Subscriber<? super Result<V, C>> called) {
        long seen = (long) REQUESTED.getAndSet(this, OVER);
        if (seen == OVER) {
            return;
        }
        Throwable error = seen <= FAULTY
                ? new IllegalArgumentException("n must be positive (rule 3.9): " + (seen - FAULTY))
                : streamer.whyCutShort();
        if (error == null) {
            called.onComplete();
        } else {
            called.onError(error);
        }
    }

    /** Gives the last signal on the thread that found out that there will be no driver. */
    void tellWithoutDriver() {
        Flow.Subscriber<? super Result<V, C>> called = subscriber;
        if (called == null) {
            return;
        }
        try {
            if (driver.ended() instanceof Failed failed) {
                requested = OVER;
                called.onError(driver.error(failed));
            } else {
                tellEnd(called);
            }
        } catch (Throwable thrown) {
            Reports.error("A subscriber of " + streamer.label() + " failed", thrown);
        } finally {
            leave();
        }
    }

    private void leave() {
        requested = OVER;
        subscriber = null;
    }
}
