package io.photons.async;

import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A scope whose tasks' results come as a stream, each when it is there.
 *
 * <p><b>Lifecycle.</b> What an observer sees:
 *
 * <table>
 * <caption>What adding and iterating do</caption>
 * <tr><th></th><th>adding</th><th>iterating</th></tr>
 * <tr><td>open</td><td>starts the work</td><td>waits for the next result</td></tr>
 * <tr><td>after {@link #noMoreWork()}</td><td>starts the work</td><td>ends when no work runs and all results were
 * taken</td></tr>
 * <tr><td>iteration ended, or final future ended</td><td>cancels the work; no result</td><td>gives what is on the stream,
 * then ends</td></tr>
 * <tr><td>closed</td><td>cancels the work; no result</td><td>gives nothing</td></tr>
 * </table>
 *
 * <p><b>Threads.</b> Work may be added from any thread. Each iterator belongs to one thread; several share the stream.
 * Callbacks run on the threads of the work, perhaps at the same time.
 *
 * <p><b>Interruption.</b> {@link #poll} throws {@link InterruptedException}; an iterator throws {@link
 * CancellationException} and leaves the flag set. Interrupting the thread that closes cancels what runs; the close goes on
 * waiting and returns with the flag set.
 *
 * <p><b>Errors.</b> An error is in its result. It also goes to the error catcher if there is one, else to the log.
 *
 * <p><b>Source.</b> S1–S13.
 *
 * {@snippet :
 * try (ResultStreamer<Integer, String> results = ResultStreamer.open(stop)) {
 *     results.add("one", () -> 1);
 *     results.add("two", () -> 2);
 *     results.noMoreWork();
 *     for (Result<Integer, String> result : results) {
 *         System.out.println(result.context() + " " + result.outcome());
 *     }
 * }
 * }
 *
 * @param <V> the type of the values
 * @param <C> the type of the contexts
 */
public final class ResultStreamer<V extends @Nullable Object, C extends @Nullable Object> extends Scope
        implements Iterable<Result<V, C>>, AutoCloseable {

    static {
        Essentials.loaded(Result.class, ResultQueue.Put.class, Subscriptions.class, Work.class);
    }

    private final long capacity;
    private final @Nullable ErrorCatcher<? super Result<V, C>> catcher;
    private final @Nullable ErrorCatcher<? super Throwable> exceptionCatcher;
    private final ResultQueue<Result<V, C>> queue = new ResultQueue<>(this);

    // false -> true: noMoreWork; read by consumers and by who lets work go.
    private volatile boolean noMoreWork;

    // false -> true: close, when it returns; read by consumers.
    private volatile boolean emptied;

    // null -> where subscribers' tasks are held: the first subscriber, under the lock and not after the close; read by
    // all.
    private volatile @Nullable Subscriptions subscriptions;

    ResultStreamer(Settings settings, ResultStreamerOptions<V, C> options) {
        super(settings);
        this.capacity = options.capacity;
        this.catcher = options.catcher;
        this.exceptionCatcher = options.exceptionCatcher;
        watch();
    }

    /**
     * Opens a streamer.
     *
     * @param <V> the type of the values
     * @param <C> the type of the contexts
     * @return the streamer, open
     */
    public static <V extends @Nullable Object, C extends @Nullable Object> ResultStreamer<V, C> open() {
        return ResultStreamer.<V, C>options().open();
    }

    /**
     * Opens a streamer whose work is cancelled when a future ends.
     *
     * @param <V> the type of the values
     * @param <C> the type of the contexts
     * @param finalFuture the future
     * @return the streamer, open
     */
    public static <V extends @Nullable Object, C extends @Nullable Object> ResultStreamer<V, C> open(
            Deferred<?> finalFuture) {
        return ResultStreamer.<V, C>options().open(finalFuture);
    }

    /**
     * Begins to set up a streamer.
     *
     * @param <V> the type of the values
     * @param <C> the type of the contexts
     * @return options to set, and then to open
     */
    public static <V extends @Nullable Object, C extends @Nullable Object> ResultStreamerOptions<V, C> options() {
        return new ResultStreamerOptions<>();
    }

    // ---- adding

    /**
     * Adds a body; it gives one result.
     *
     * @param context what its result bears
     * @param body what it does
     * @return the task
     */
    public Task<V> add(C context, Callable<? extends V> body) {
        Objects.requireNonNull(body, "body");
        Work<V, V, C> work = new Work<>(this, context, null, false);
        begin(work, body);
        return work;
    }

    /**
     * Adds a body that has no value; its result bears null.
     *
     * @param context what its result bears
     * @param body what it does
     * @return the task
     */
    public Task<V> add(C context, Action<? extends Exception> body) {
        return with(context).add(body);
    }

    /**
     * Puts a value on the stream.
     *
     * @param context what its result bears
     * @param value the value
     * @return a future that ended with it
     */
    public Deferred<V> addValue(C context, V value) {
        return with(context).addValue(value);
    }

    /**
     * Adds a future that somebody else ends; it gives one result, and what cancels the work cancels it.
     *
     * @param <D> its kind
     * @param context what its result bears
     * @param future the future
     * @return the same future
     */
    public <D extends Deferred<? extends V>> D addTask(C context, D future) {
        return with(context).addTask(future);
    }

    /**
     * Adds a generator; it gives a result for each value, and for its error one after them.
     *
     * @param context what its results bear
     * @param generator what emits the values
     * @return its task
     */
    public Task<Void> addGenerator(C context, Generator<V> generator) {
        return with(context).addGenerator(generator);
    }

    /**
     * Begins to add work that has callbacks.
     *
     * @param context what its results bear
     * @return callbacks to set, and then the work to add
     */
    public StreamWork<V, C> with(C context) {
        return new StreamWork<>(this, context);
    }

    /** Takes work in; where that is too late, the work is cancelled and gives no result. */
    final <T extends @Nullable Object> void begin(Work<T, V, C> work, Callable<? extends T> body) {
        if (!start(work, body)) {
            refuse(work);
        }
    }

    final void beginAdopted(Work<?, V, C> work) {
        if (!adopt(work, false)) {
            tellOfEnd(work, () -> ended(work));
        }
    }

    private void refuse(Job<?> work) {
        work.ask(Cancellation.asked(label() + " takes no more work"), true);
    }

    boolean catchesErrors() {
        return catcher != null || exceptionCatcher != null;
    }

    /** Puts one value of a generator on the stream, when there is room. */
    final void emit(Work<?, V, C> generator, Result<V, C> result) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        for (; ; ) {
            // Guards against a thread of the generator's that waited for room beyond the generator's end.
            if (generator.isDone()) {
                queue.passRoomOn(capacity);
                throw new IllegalStateException(generator + " has ended");
            }
            ResultQueue.Put put = put(result, capacity);
            if (put == ResultQueue.Put.DONE) {
                return;
            }
            if (put == ResultQueue.Put.SEALED) {
                throw refusal();
            }
            if (Flight.records()) {
                Flight.blocked(label(), capacity, () -> queue.awaitRoom(capacity));
            } else {
                queue.awaitRoom(capacity);
            }
        }
    }

    private CancellationException refusal() {
        return finalFuture.ended() == null
                ? new CancellationException(label() + " takes no more results")
                : Cancellation.by(finalFuture).exception();
    }

    /** From the instant at which the final future or the iteration ends, nothing more is put. */
    private ResultQueue.Put put(Result<V, C> result, long room) {
        return finalFuture.ended() == null && !isOver() ? queue.put(result, room) : ResultQueue.Put.SEALED;
    }

    // ---- results

    /** Says that no more work will be added, save by work that runs: the iteration can end. Idempotent. */
    public void noMoreWork() {
        noMoreWork = true;
        wakeConsumers();
    }

    private void wakeConsumers() {
        queue.wakeConsumers();
        wakeSubscriptions();
    }

    /** Those that nothing is requested of do not wait for results, but for the end all the same. */
    private void wakeSubscriptions() {
        Subscriptions served = subscriptions;
        if (served != null) {
            served.wake();
        }
    }

    /**
     * Takes the next result, if there is one in time.
     *
     * @param limit the longest wait; zero or less: none
     * @return the result; empty if the limit is over or the iteration has ended
     * @throws InterruptedException if the thread is interrupted
     */
    public Optional<Result<V, C>> poll(Duration limit) throws InterruptedException {
        long nanos = Limits.nanos(limit, "limit");
        return Optional.ofNullable(take(Parking.deadlineAfter(AsyncRuntime.current(), nanos)));
    }

    /**
     * Returns an iterator, for one thread.
     *
     * @return an iterator that takes results off the stream
     */
    @Override
    public Iterator<Result<V, C>> iterator() {
        return new Results();
    }

    private @Nullable Result<V, C> take(long deadline) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        boolean late = false;
        boolean sealed = false;
        while (!emptied) {
            Result<V, C> result = queue.poll();
            if (result != null) {
                if (capacity < Long.MAX_VALUE) {
                    startQueued();
                }
                return result;
            }
            if (sealed || late) {
                return null;
            }
            if (finalFuture.ended() != null) {
                queue.seal();
            }
            // Guards against a result that was put between the look at the line and the seal: what is sealed is looked
            // at once more.
            sealed = queue.isSealed();
            if (sealed) {
                continue;
            }
            if (isFinished()) {
                queue.seal();
                wakeSubscriptions();
            } else {
                late = !queue.awaitResult(deadline, this::isBusy);
            }
        }
        return null;
    }

    /** Ends the iteration if no more work can come and all results were taken; nothing is started from then on. */
    private boolean isFinished() {
        return noMoreWork && finish(() -> queue.size() == 0);
    }

    /** False once a consumer has something to find out besides results. */
    private boolean isBusy() {
        if (finalFuture.ended() != null) {
            return false;
        }
        if (!noMoreWork) {
            return true;
        }
        lock();
        try {
            return !roster.isEmpty();
        } finally {
            unlock();
        }
    }

    // ---- subscribers

    /**
     * Returns a publisher of the results. Its subscribers are consumers like iterators: they share the stream, each result
     * going to one of them, and what nobody has requested stays on the stream for others.
     *
     * <p><b>Lifecycle.</b> The last signal is {@code onComplete} where the iteration ended because no work and no result
     * was left. A subscriber that requests nothing gets it, too, but if an iterator or {@link #poll} took the last result
     * perhaps not before somebody looks for a further one, it requests something, or the streamer is closed. Where results
     * may be missing the last signal is {@code onError} with a {@link CancellationException}: when the final future has
     * ended and what was on the stream has been given, and when the streamer is closed. The close cancels subscribers'
     * tasks and waits for them.
     *
     * <p><b>Threads.</b> {@code onSubscribe} is called on the thread that subscribes, everything else on a task that each
     * subscription has for itself; if the streamer is closed before that has begun, the last signal comes on the thread
     * that subscribes or closes. The task is not work of the streamer: no limit and no {@link #noMoreWork()} concerns it. A
     * subscriber may block; with a {@linkplain ResultStreamerOptions#capacity capacity} that holds up the work.
     *
     * <p><b>Interruption.</b> The close interrupts a subscriber. One that closes the streamer gets an {@link
     * IllegalStateException}; it can {@link #cancel()} it.
     *
     * <p><b>Errors.</b> Results are given as they are, failed ones, too. A subscriber that throws is logged, and its
     * subscription is over. {@code request} of zero or less ends it by {@code onError} with an {@link
     * IllegalArgumentException}.
     *
     * <p><b>Source.</b> S12, S13, S6–S8, W6.
     *
     * {@snippet :
     * try (ResultStreamer<Result<Integer, String>, String> next = ResultStreamer.open()) {
     *     next.addGenerator("first", Generator.from(results.publisher()));
     * }
     * }
     *
     * @return the publisher
     */
    public Flow.Publisher<Result<V, C>> publisher() {
        return subscriber -> {
            Objects.requireNonNull(subscriber, "subscriber");
            ResultSubscription.begin(this, subscriptions(), subscriber);
        };
    }

    /** Where subscribers' tasks are held; closed if this is. */
    private Subscriptions subscriptions() {
        Subscriptions known = subscriptions;
        if (known != null) {
            return known;
        }
        Subscriptions made = new Subscriptions(this);
        lock();
        try {
            if (subscriptions == null && !isClosed()) {
                subscriptions = made;
            }
            known = subscriptions;
        } finally {
            unlock();
        }
        if (known != made) {
            made.end();
        }
        return known == null ? made : known;
    }

    /**
     * Takes the next result for a subscription.
     *
     * @return null if it wants no more or the iteration has ended
     */
    final @Nullable Result<V, C> takeFor(ResultSubscription<V, C> subscription) throws InterruptedException {
        while (!emptied && subscription.isActive()) {
            if (finalFuture.ended() != null) {
                queue.seal();
            }
            boolean sealed = queue.isSealed();
            boolean wanting = subscription.isWanting();
            Result<V, C> result = wanting ? queue.poll() : null;
            if (result != null) {
                if (capacity < Long.MAX_VALUE) {
                    startQueued();
                }
                return result;
            }
            if (sealed && (wanting || queue.size() == 0)) {
                return null;
            }
            if (isFinished()) {
                queue.seal();
                wakeSubscriptions();
            } else if (wanting) {
                queue.awaitResult(AsyncRuntime.NO_DEADLINE, () -> isBusy() && subscription.isActive());
            } else {
                subscription.awaitRequest(() -> queue.size() > 0 || isBusy());
            }
        }
        // Guards against a call that went to one who is leaving: somebody else must come for the result.
        queue.wakeForResult();
        return null;
    }

    /** Null if the iteration came to its own end; otherwise what a subscriber is told. */
    final @Nullable Throwable whyCutShort() {
        if (isOver()) {
            return null;
        }
        return finalFuture.ended() == null
                ? new CancellationException("A subscription to " + label() + " was cancelled")
                : Cancellation.by(finalFuture).exception();
    }

    private final class Results implements Iterator<Result<V, C>> {

        private @Nullable Result<V, C> fetched;
        private boolean over;

        @Override
        public boolean hasNext() {
            if (emptied) {
                fetched = null;
                over = true;
            }
            if (fetched == null && !over) {
                try {
                    fetched = take(AsyncRuntime.NO_DEADLINE);
                    over = fetched == null;
                } catch (InterruptedException e) {
                    AsyncRuntime.current().interrupt(Thread.currentThread());
                    CancellationException cancelled = new CancellationException("interrupted");
                    cancelled.initCause(e);
                    throw cancelled;
                }
            }
            return fetched != null;
        }

        @Override
        public Result<V, C> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Result<V, C> result = Objects.requireNonNull(fetched);
            fetched = null;
            return result;
        }
    }

    // ---- ends

    @Override
    boolean mayStart() {
        return super.mayStart() && (capacity == Long.MAX_VALUE || queue.size() < capacity);
    }

    @Override
    @SuppressWarnings("unchecked")
    void collect(Job<?> job) {
        Work<?, V, C> work = (Work<?, V, C>) job;
        Result<V, C> result =
                new Result<>(work.context, (Outcome<V>) job.subject().outcome());
        boolean told = false;
        if (!(work.isGenerator() && result.successful())) {
            told = put(result, Long.MAX_VALUE) == ResultQueue.Put.DONE;
        }
        if (!result.successful()) {
            caught(result, told || job.subject() instanceof Task<?>);
        }
        if (work.onDone != null) {
            Drain.guarded(job, work.onDone, result);
        }
    }

    private void caught(Result<V, C> result, boolean told) {
        if (catcher != null) {
            Drain.guarded(finalFuture, () -> Objects.requireNonNull(catcher).caught(result));
        }
        if (result.outcome() instanceof Outcome.Failure<V> failure) {
            if (exceptionCatcher != null) {
                Drain.guarded(
                        finalFuture,
                        () -> Objects.requireNonNull(exceptionCatcher).caught(failure.error()));
            } else if (catcher == null && !told) {
                Reports.error("A future in " + label() + " failed after its end", failure.error());
            }
        }
    }

    @Override
    boolean isEndAwaited() {
        return noMoreWork;
    }

    @Override
    void nothingHeld() {
        wakeConsumers();
    }

    @Override
    void finalFutureEnded() {
        queue.seal();
        wakeSubscriptions();
        super.finalFutureEnded();
    }

    /**
     * Cancels what runs and waits until every body has ended; afterwards there are no more results. Idempotent.
     *
     * @throws IllegalStateException if a task closes the streamer that it runs in
     */
    @Override
    public void close() {
        if (closeCancelled()) {
            AsyncRuntime.current().interrupt(Thread.currentThread());
        }
    }

    private boolean closeCancelled() {
        if (!isClosed()) {
            checkNotInside();
        }
        Subscriptions served = subscriptions;
        if (served != null) {
            served.checkNotInside();
            // Guards against a stream that ended just now, of which no subscriber has been told: it was not cut short.
            isFinished();
        }
        finalFuture.cancel(label() + " is closed");
        boolean interrupted = closeAndWait();
        emptied = true;
        queue.wakeConsumers();
        served = subscriptions;
        return (served != null && served.end()) || interrupted;
    }

    <T extends @Nullable Object, X extends Exception> T call(ScopeBody<ResultStreamer<V, C>, T, X> body)
            throws X, InterruptedException, ExecutionException {
        try {
            T value = body.call(this);
            if (closeCancelled()) {
                throw new InterruptedException();
            }
            return value;
        } finally {
            close();
        }
    }

    @Override
    TaskSnapshot.Kind kind() {
        return TaskSnapshot.Kind.STREAMER;
    }

    @Override
    int results() {
        return queue.size();
    }

    @Override
    String label() {
        return settings.name() == null ? "ResultStreamer" : "ResultStreamer#" + settings.name();
    }

    /** Shows the name and how much work is held. */
    @Override
    public String toString() {
        return label() + "(" + pending() + " pending)";
    }
}
