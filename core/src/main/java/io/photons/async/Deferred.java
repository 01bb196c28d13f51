package io.photons.async;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Anything that can end, once: with a value, with an error, or cancelled. The read side of {@link Promise}, {@link Task},
 * {@link ChildFuture} and {@link ResettableFuture}.
 *
 * <p><b>Lifecycle.</b> What an observer sees:
 *
 * <table>
 * <caption>States of a deferred</caption>
 * <tr><th>{@link #state()}</th><th>{@link #isDone()}</th><th>{@link #isCancelled()}</th><th>{@link #outcome()}</th></tr>
 * <tr><td>{@code RUNNING}</td><td>false</td><td>false</td><td>{@link IllegalStateException}</td></tr>
 * <tr><td>{@code SUCCESS}</td><td>true</td><td>false</td><td>{@link Outcome.Success}</td></tr>
 * <tr><td>{@code FAILED}</td><td>true</td><td>false</td><td>{@link Outcome.Failure}</td></tr>
 * <tr><td>{@code CANCELLED}</td><td>true</td><td>true</td><td>{@link Outcome.Cancelled}</td></tr>
 * </table>
 *
 * <p><b>Threads.</b> All methods may be called from any thread. Callbacks run on the thread that ends the future, in the
 * order in which they were added; one that is added after the end runs at once on the thread that adds it. A thread that
 * waits may go on before the callbacks have run.
 *
 * <p><b>Interruption.</b> A thread that is interrupted while it waits gets {@link InterruptedException}; the future is
 * left as it was.
 *
 * <p><b>Errors.</b> What a callback throws is logged and disturbs nobody.
 *
 * <p><b>Source.</b> F1–F7, W5.
 *
 * {@snippet :
 * Promise<String> greeting = Async.promise("greeting");
 * greeting.onDone(future -> System.out.println(future.outcome()));
 * greeting.complete("hello"); // prints Success[value=hello]
 * }
 *
 * @param <T> the type of the value
 */
public abstract class Deferred<T extends @Nullable Object> implements Future<T> {

    private static final VarHandle STATE;
    private static final VarHandle VIEW;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(Deferred.class, "state", Object.class);
            VIEW = lookup.findVarHandle(Deferred.class, "view", StageView.class);
            Essentials.ready(
                    lookup,
                    AsyncRuntime.Body.class,
                    AsyncRuntime.Timer.class,
                    Cancellation.class,
                    Drain.class,
                    Drain.End.class,
                    Failed.class,
                    Outcome.Cancelled.class,
                    Outcome.Failure.class,
                    Outcome.Success.class,
                    Parking.class,
                    Parking.Woken.class,
                    Pending.class,
                    Registration.Callback.class,
                    Registration.Child.class,
                    Registration.Last.class,
                    Registration.Waiter.class,
                    Registrations.class,
                    Reports.class,
                    Settlement.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
        Essentials.loaded(
                ChildFuture.class, ChildFuture.Inherited.class, Promise.class, ResettableFuture.class, StageView.class);
    }

    /** Stands for the value null, which as a reference means "pending, and nobody waits". */
    private static final Object NULL = new Object();

    // null -> Registration <-> null, Registration -> Registrations: under way (whoever registers, by compare-and-set)
    // any of these -> Inherited -> Failed | Cancellation: a child asked after its parent ended, then its parent's ender
    // any of these -> NULL | the value | Failed | Cancellation: ended, for ever (whoever wins the compare-and-set)
    private volatile @Nullable Object state;

    // null -> the view, by compare-and-set of whoever asks first.
    private volatile @Nullable StageView<T> view;

    private final @Nullable String name;

    Deferred(@Nullable String name) {
        this.name = name;
    }

    /**
     * Makes a deferred that follows a stage: its value, its error (out of the {@link
     * java.util.concurrent.CompletionException} that may wrap it) or its cancellation. Cancelling it cancels the stage.
     *
     * @param <T> the type of the value
     * @param stage what to follow
     * @return a deferred that ends as the stage does
     */
    public static <T extends @Nullable Object> Deferred<T> from(CompletionStage<T> stage) {
        return StageView.follow(Objects.requireNonNull(stage, "stage"));
    }

    /**
     * Returns the name that it was given, for diagnosis.
     *
     * @return the name, or null
     */
    public final @Nullable String name() {
        return name;
    }

    // ---- callbacks

    /**
     * Has a callback called when this ends, or at once if it has ended. The same callback added twice is called twice.
     *
     * @param callback is given this deferred, or of a {@link ResettableFuture} the round that ended
     */
    public final void onDone(Consumer<? super Deferred<T>> callback) {
        Objects.requireNonNull(callback, "callback");
        Deferred<T> round = round();
        Registration.Callback registration = new Registration.Callback(erased(callback));
        if (!round.register(registration)) {
            Drain.guarded(round, () -> callback.accept(round));
        }
    }

    /**
     * Removes every occurrence of a callback, found by identity, in constant time.
     *
     * @param callback the callback
     * @return true if there was one and it will not be called
     */
    public final boolean removeCallback(Consumer<? super Deferred<T>> callback) {
        Objects.requireNonNull(callback, "callback");
        Deferred<T> round = round();
        for (; ; ) {
            Object seen = round.status();
            if (seen instanceof Registrations several) {
                return several.removeAll(round, callback);
            }
            if (!(seen instanceof Registration.Callback only) || only.consumer != callback) {
                if (seen instanceof Registration && round.state != seen) {
                    continue;
                }
                return false;
            }
            if (STATE.compareAndSet(round, seen, null)) {
                return true;
            }
        }
    }

    /**
     * Tells whether a callback is waiting for the end.
     *
     * @param callback the callback, compared by identity
     * @return true while this is pending and the callback is registered
     */
    public final boolean hasCallback(Consumer<? super Deferred<T>> callback) {
        Objects.requireNonNull(callback, "callback");
        Deferred<T> round = round();
        return switch (round.status()) {
            case Registration.Callback only -> only.consumer == callback;
            case Registrations several -> several.contains(round, callback);
            case null, default -> false;
        };
    }

    /**
     * Tells how many callbacks, children and waiting threads are registered now, for leak checks.
     *
     * @return the number of registrations, zero once this has ended
     */
    public final int pendingCallbacks() {
        return switch (round().status()) {
            case Registration only -> 1;
            case Registrations several -> several.size();
            case null, default -> 0;
        };
    }

    // ---- the end

    /**
     * Asks this to end as cancelled. A promise ends at once; a {@link Task} whose body runs is interrupted and ends when
     * the body has.
     *
     * @return true if this call was the first to ask, and before the end
     */
    public final boolean cancel() {
        return cancel(Cancellation.asked(null), true);
    }

    /**
     * Asks as {@link #cancel()} does, and says why.
     *
     * @param reason what every waiter sees as the message of its {@link CancellationException}
     * @return true if this call was the first to ask, and before the end
     */
    public final boolean cancel(String reason) {
        return cancel(Cancellation.asked(Objects.requireNonNull(reason, "reason")), true);
    }

    /**
     * Asks as {@link #cancel()} does.
     *
     * @param mayInterruptIfRunning false to mark a running task without interrupting it
     * @return true if this call was the first to ask, and before the end
     */
    @Override
    public final boolean cancel(boolean mayInterruptIfRunning) {
        return cancel(Cancellation.asked(null), mayInterruptIfRunning);
    }

    final boolean cancel(Cancellation cancellation, boolean interrupt) {
        // Guards against a reset between the look and the request: who was refused by the old round has met the new
        // one.
        boolean first;
        Deferred<T> round;
        do {
            round = round();
            first = round.ask(cancellation, interrupt);
        } while (!first && round() != round);
        AsyncRuntime.current().checkpoint();
        return first;
    }

    // ---- questions

    @Override
    public final boolean isDone() {
        return round().ended() != null;
    }

    @Override
    public final boolean isCancelled() {
        return round().ended() instanceof Cancellation;
    }

    @Override
    public final State state() {
        return switch (round().ended()) {
            case null -> State.RUNNING;
            case Cancellation cancelled -> State.CANCELLED;
            case Failed failed -> State.FAILED;
            default -> State.SUCCESS;
        };
    }

    /**
     * Returns how it ended.
     *
     * @return the outcome
     * @throws IllegalStateException if it is pending
     */
    public final Outcome<T> outcome() {
        Deferred<T> round = round();
        return switch (round.ended()) {
            case null -> throw new IllegalStateException(round + " has not ended");
            case Cancellation cancelled -> new Outcome.Cancelled<>(cancelled.reason());
            case Failed failed -> new Outcome.Failure<>(round.error(failed));
            case Object end -> new Outcome.Success<>(value(end));
        };
    }

    @Override
    public final T resultNow() {
        Deferred<T> round = round();
        Object end = round.ended();
        if (end == null || end instanceof Cancellation || end instanceof Failed) {
            throw new IllegalStateException(round + " has no result");
        }
        return value(end);
    }

    @Override
    public final Throwable exceptionNow() {
        Deferred<T> round = round();
        if (round.ended() instanceof Failed failed) {
            return round.error(failed);
        }
        throw new IllegalStateException(round + " has no exception");
    }

    @Override
    public final T get() throws InterruptedException, ExecutionException {
        Deferred<T> round = round();
        round.await(AsyncRuntime.NO_DEADLINE);
        return round.report();
    }

    @Override
    public final T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        Objects.requireNonNull(unit, "unit");
        Deferred<T> round = round();
        AsyncRuntime runtime = AsyncRuntime.current();
        if (!round.await(Parking.deadlineAfter(runtime, unit.toNanos(timeout)))) {
            throw new TimeoutException(round.toString());
        }
        return round.report();
    }

    private T report() throws ExecutionException {
        return switch (Objects.requireNonNull(ended())) {
            case Cancellation cancelled -> throw cancelled.exception();
            case Failed failed -> throw new ExecutionException(error(failed));
            case Object end -> value(end);
        };
    }

    /**
     * Returns this as a {@link CompletableFuture}, always the same one. It ends as this does; cancelling it cancels this.
     * Completing it completes a {@link Promise}; of a {@link Task} it completes the view alone.
     *
     * @return the one view
     */
    public final CompletableFuture<T> toCompletableFuture() {
        Deferred<T> round = round();
        StageView<T> known = round.view;
        if (known != null) {
            return known;
        }
        StageView<T> made = new StageView<>(round);
        @SuppressWarnings("unchecked")
        StageView<T> other = (StageView<T>) VIEW.compareAndExchange(round, null, made);
        if (other != null) {
            return other;
        }
        round.onDone(made);
        return made;
    }

    /** Shows kind, name and state, and of an error its class and message. */
    @Override
    public final String toString() {
        Deferred<T> round = round();
        return label() + "(" + round.stateName(round.ended()) + ")";
    }

    /** Logs an error, with this one's kind and name between two pieces of text; throws nothing, whatever is short. */
    final void logError(String before, String after, Throwable error) {
        String message = before;
        try {
            message = before + label() + after;
        } catch (Throwable noMemory) {
            // Told without the name, then.
        }
        Reports.error(message, error);
    }

    /** Kind and name alone. */
    final String label() {
        return name == null ? kind() : kind() + "#" + name;
    }

    String kind() {
        return getClass().getSimpleName();
    }

    String stateName(@Nullable Object end) {
        return switch (end) {
            case null -> "pending";
            case Cancellation cancelled -> "cancelled";
            case Failed failed -> {
                Throwable error = error(failed);
                yield "exception:" + error.getClass().getSimpleName() + ":" + messageOf(error);
            }
            default -> "result";
        };
    }

    /** An error's message is its author's code, and not all code works. */
    private static @Nullable String messageOf(Throwable error) {
        try {
            return error.getMessage();
        } catch (Throwable broken) {
            return "(no message: " + broken.getClass().getSimpleName() + ")";
        }
    }

    // ---- the engine, for the kinds and their scopes

    /** The deferred that stands behind this one now: itself, except where it can be reset. */
    Deferred<T> round() {
        return this;
    }

    /** Takes a request to cancel. */
    abstract boolean ask(Cancellation cancellation, boolean interrupt);

    /** The error of a future that failed. */
    Throwable error(Failed failed) {
        return Objects.requireNonNull(failed.error());
    }

    /**
     * Called once a thread has decided to wait for the end, before it does.
     *
     * @param mayLend whether the thread's slot may be lent
     * @return true if it is; then {@link #afterLending} is to follow
     */
    boolean beforeWait(boolean mayLend) {
        return false;
    }

    /** Called after a thread has waited which lent its slot. */
    void afterLending() {}

    /** Called on the thread that ended this, before the callbacks. */
    void beforeCallbacks() {}

    /** Called on the thread that ended this, after the callbacks. */
    void afterCallbacks() {}

    boolean hasEndHooks() {
        return false;
    }

    /** What the state refers to; a child settles first if its parent has ended. */
    @Nullable
    Object status() {
        return state;
    }

    /** How it ended, or null while it is pending. */
    final @Nullable Object ended() {
        Object seen = status();
        return seen instanceof Pending ? null : seen;
    }

    static Object ofValue(@Nullable Object value) {
        return value == null ? NULL : value;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // null came in as a T
    private T value(Object end) {
        return (T) (end == NULL ? null : end);
    }

    /** Ends this unless it has ended, and runs what follows. */
    final boolean end(Object end, boolean atBottom) {
        for (; ; ) {
            Object seen = status();
            if (seen != null && !(seen instanceof Pending)) {
                return false;
            }
            if (STATE.compareAndSet(this, seen, end)) {
                try {
                    detach();
                } finally {
                    Settlement.of(this, (Pending) seen, atBottom);
                }
                return true;
            }
        }
    }

    /** Called when this has ended by itself, before anybody registered is told. */
    void detach() {}

    /** The raw state, for {@link ChildFuture}. */
    final @Nullable Object rawState() {
        return state;
    }

    final boolean changeState(@Nullable Object from, Object to) {
        return STATE.compareAndSet(this, from, to);
    }

    /**
     * Adds a registration unless this has ended. Looks at no parent, so that the longest chain can be made in linear time:
     * whoever ended the parent comes for what is registered here.
     */
    final boolean register(Registration added) {
        for (; ; ) {
            Object seen = state;
            switch (seen) {
                case null -> {
                    if (STATE.compareAndSet(this, null, added)) {
                        return true;
                    }
                }
                case Registration only -> STATE.compareAndSet(this, only, new Registrations(only));
                case Registrations several -> {
                    if (several.add(this, added)) {
                        return true;
                    }
                }
                default -> {
                    return false;
                }
            }
        }
    }

    /** Takes a registration back; nothing happens if it is not there any more. */
    final void unregister(Registration removed) {
        for (; ; ) {
            Object seen = state;
            if (seen instanceof Registrations several) {
                several.remove(removed);
                return;
            }
            if (seen != removed || STATE.compareAndSet(this, removed, null)) {
                return;
            }
        }
    }

    /**
     * Waits for the end.
     *
     * @return false if the deadline came first
     */
    final boolean await(long deadline) throws InterruptedException {
        return await(deadline, this);
    }

    /** Waits for the end, and shows that it waits for something else. */
    final boolean await(long deadline, Object blocker) throws InterruptedException {
        if (ended() != null) {
            return true;
        }
        Registration.Waiter waiter = new Registration.Waiter();
        boolean lent = beforeWait(true);
        try {
            if (register(waiter)) {
                while (ended() == null) {
                    if (!Parking.park(blocker, deadline)) {
                        return ended() != null;
                    }
                }
            }
            return true;
        } finally {
            unregister(waiter);
            if (lent) {
                afterLending();
            }
        }
    }

    private static <T extends @Nullable Object> Consumer<? super Deferred<?>> erased(
            Consumer<? super Deferred<T>> typed) {
        @SuppressWarnings({"unchecked", "rawtypes"})
        Consumer<? super Deferred<?>> callback = (Consumer) typed;
        return callback;
    }
}
