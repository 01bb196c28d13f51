package io.photons.async;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call with a limit: the body runs as a task, and when the time runs out the task is cancelled.
 *
 * <p><b>Lifecycle.</b> May be used for many calls, also at once; each method that sets something returns a new one.
 *
 * <p><b>Threads.</b> The body runs on a virtual thread of its own, while the caller waits. The time-out strikes on time
 * also when every carrier thread is busy.
 *
 * <p><b>Interruption.</b> Interrupting the caller cancels the body, waits for it at most for the grace, and throws {@link
 * InterruptedException}.
 *
 * <p><b>Errors.</b> What the body throws is thrown, the same object. A body cancelled from elsewhere gives {@link
 * java.util.concurrent.CancellationException}. A body that still runs when the grace is over is a straggler: a warning
 * tells where it stands, the caller goes on, and what the body ends with is logged. So is an error that the body throws
 * after its time ran out.
 *
 * <p><b>Source.</b> T10–T15.
 *
 * {@snippet :
 * String page = Async.timeout(Duration.ofSeconds(2)).error(() -> new IOException("too slow")).call(() -> fetch("/slow"));
 * }
 *
 * @param <E> what is thrown when time runs out
 */
public final class Timeout<E extends Exception> {

    private static final long DEFAULT_GRACE_NANOS = 1_000_000_000;

    private final @Nullable String name;
    private final Duration limit;
    private final long limitNanos;
    private final long graceNanos;
    private final @Nullable Supplier<? extends E> error;

    private Timeout(@Nullable String name, Duration limit, long graceNanos, @Nullable Supplier<? extends E> error) {
        this.name = name;
        this.limit = limit;
        this.limitNanos = Limits.nanos(limit, "limit");
        this.graceNanos = graceNanos;
        this.error = error;
    }

    static Timeout<TimeoutException> of(Duration limit) {
        return new Timeout<>(null, limit, DEFAULT_GRACE_NANOS, null);
    }

    /**
     * Names the task, for messages and thread dumps.
     *
     * @param name the task's name
     * @return a time-out that does so
     */
    public Timeout<E> name(String name) {
        return new Timeout<>(Objects.requireNonNull(name, "name"), limit, graceNanos, error);
    }

    /**
     * Sets what is thrown when time runs out, instead of {@link TaskTimeoutException}.
     *
     * @param <E2> its type
     * @param error makes it
     * @return a time-out that throws it
     */
    public <E2 extends Exception> Timeout<E2> error(Supplier<? extends E2> error) {
        return new Timeout<E2>(name, limit, graceNanos, Objects.requireNonNull(error, "error"));
    }

    /**
     * Sets how long a cancelled body is waited for; one second if not set.
     *
     * @param grace the time for its {@code finally} blocks
     * @return a time-out with that grace
     */
    public Timeout<E> grace(Duration grace) {
        return new Timeout<>(name, limit, Limits.nonNegative(grace, "grace"), error);
    }

    /**
     * Calls a body and returns its value.
     *
     * @param <T> the type of the value
     * @param <X> what the body throws
     * @param body the body
     * @return its value
     * @throws X if the body throws it
     * @throws E if the time runs out
     * @throws InterruptedException if the caller is interrupted
     */
    public <T extends @Nullable Object, X extends Exception> T call(Body<T, X> body) throws X, E, InterruptedException {
        return run(name, limit, limitNanos, graceNanos, error, Objects.requireNonNull(body, "body"));
    }

    /**
     * Calls a body that has no value.
     *
     * @param <X> what the body throws
     * @param body the body
     * @throws X if the body throws it
     * @throws E if the time runs out
     * @throws InterruptedException if the caller is interrupted
     */
    public <X extends Exception> void call(Action<X> body) throws X, E, InterruptedException {
        run(name, limit, limitNanos, graceNanos, error, Job.callable(body));
    }

    /** Does what one that nothing was set of does, without making one. */
    static <T extends @Nullable Object> T callPlain(Duration limit, Callable<T> body) throws InterruptedException {
        return run(null, limit, Limits.nanos(limit, "limit"), DEFAULT_GRACE_NANOS, null, body);
    }

    private static <T extends @Nullable Object> T run(
            @Nullable String name,
            Duration limit,
            long limitNanos,
            long graceNanos,
            @Nullable Supplier<? extends Exception> error,
            Callable<T> body)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Root root = Root.current();
        Job<?> caller = AsyncRuntime.Body.current() instanceof Job<?> job ? job : null;
        long deadline = Parking.deadlineAfter(root.runtime, Math.max(0, limitNanos));
        TimedTask<T> task = new TimedTask<>(name, root, caller, deadline);
        if (limitNanos <= 0) {
            task.cancel("timed out");
            throw Timeout.<RuntimeException>thrown(timedOut(task, limit, error));
        }
        // Guards against a timer that cannot be set: it comes first, so that nothing has begun then.
        AsyncRuntime.Timer timer =
                deadline == AsyncRuntime.NO_DEADLINE ? null : root.runtime.schedule(deadline, task::strikeNow);
        TimedTask<?> outer = caller instanceof TimedTask<?> timed && timed.enterInner() ? timed : null;
        root.hold(task);
        try {
            task.launch(body);
            if (isInTime(task, graceNanos)) {
                return valueOf(task);
            }
            throw Timeout.<RuntimeException>thrown(timedOut(task, limit, error));
        } finally {
            if (timer != null) {
                timer.cancel();
            }
            if (outer != null) {
                outer.leaveInner();
            }
        }
    }

    /** Waits for the end; if the time runs out, or the caller is interrupted, for that of what is cancelled then. */
    private static boolean isInTime(TimedTask<?> task, long graceNanos) throws InterruptedException {
        try {
            task.awaitEndOrStrike();
        } catch (InterruptedException interrupted) {
            task.ask(Cancellation.asked("its caller was interrupted"), true);
            task.awaitCancelled(graceNanos);
            task.reportUntaken();
            throw interrupted;
        }
        if (task.ended() != null && !task.isStruck()) {
            return true;
        }
        task.cancel("timed out");
        boolean interrupted = task.awaitCancelled(graceNanos);
        task.reportUntaken();
        if (interrupted) {
            task.runtime().interrupt(Thread.currentThread());
        }
        return false;
    }

    private static <T extends @Nullable Object> T valueOf(TimedTask<T> task) {
        Object end = task.ended();
        if (end instanceof Failed failed) {
            throw Timeout.<RuntimeException>thrown(task.error(failed));
        }
        if (end instanceof Cancellation cancelled) {
            throw cancelled.rethrown();
        }
        return task.resultNow();
    }

    private static Exception timedOut(Task<?> task, Duration limit, @Nullable Supplier<? extends Exception> error) {
        return error == null
                ? new TaskTimeoutException(task, limit)
                : Objects.requireNonNull(error.get(), "what error returned");
    }

    /** Throws what the signature of {@link #call} declares, where the compiler cannot see it. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable> X thrown(Throwable error) throws X {
        throw (X) error;
    }
}
