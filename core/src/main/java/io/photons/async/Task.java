package io.photons.async;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Deferred} that is ended by a body running on its own virtual thread.
 *
 * <p><b>Lifecycle.</b> What an observer sees:
 *
 * <table>
 * <caption>States of a task</caption>
 * <tr><th></th><th>{@link #isDone()}</th><th>{@link #isCancelling()}</th><th>next</th></tr>
 * <tr><td>not begun</td><td>false</td><td>false</td><td>running; cancelled without having run</td></tr>
 * <tr><td>running</td><td>false</td><td>false</td><td>cancelling; ended as the body ends</td></tr>
 * <tr><td>cancelling</td><td>false</td><td>true</td><td>ended, once the body has run its {@code finally} blocks</td></tr>
 * <tr><td>ended</td><td>true</td><td>false</td><td></td></tr>
 * </table>
 *
 * <p>A body that is cancelled and ends by the interruption leaves the task cancelled; if it returns a value or throws
 * something else all the same, the task ends with that.
 *
 * <p><b>Threads.</b> The body, and callbacks that were there at the end, run on the task's virtual thread, which bears the
 * task's name. Only a task cancelled before it began ends on the thread that cancelled it.
 *
 * <p><b>Interruption.</b> Cancelling interrupts the body once, and nothing but the body: neither callbacks nor code that
 * runs later on the thread. In the {@code finally} blocks of a cancelled body waits work as usual.
 *
 * <p><b>Errors.</b> An error that the body throws, be it an {@link Error}, ends the task with it and is logged, unless the
 * task is silent or its error has a taker. A task that ends while memory is short still tells its waiters, callbacks,
 * children and scope; then what they end in turn may have its callbacks run inside theirs.
 *
 * <p><b>Source.</b> T1–T6, T15, F7.
 *
 * {@snippet :
 * Task<Integer> answer = Async.background(() -> 42);
 * int value = answer.get();
 * }
 *
 * @param <T> the type of the value
 */
public abstract class Task<T extends @Nullable Object> extends Deferred<T> {

    Task(@Nullable String name) {
        super(name);
    }

    /**
     * Returns the task whose thread is asking; in a callback, that of the thread which runs it.
     *
     * @return the current task, or null outside of any
     */
    public static @Nullable Task<?> current() {
        return AsyncRuntime.Body.current() instanceof Task<?> task ? task : null;
    }

    /**
     * Tells whether it was asked to end and has not ended yet.
     *
     * @return true between the request and the end
     */
    public abstract boolean isCancelling();

    /**
     * Tells how much time the tightest time-out around this task leaves it, to hand on to a socket or a query.
     *
     * @return the time left, zero when it is over; without a time-out 2<sup>62</sup> ns, which as a limit means none
     */
    public abstract Duration remaining();

    /** The thread that runs the body now, or null. */
    abstract @Nullable Thread thread();

    @Override
    final String kind() {
        return "Task";
    }

    /**
     * How a background task is to be started.
     *
     * <p><b>Source.</b> T1, T4.
     */
    public static final class Options {

        private final @Nullable String name;
        private boolean silent;
        private @Nullable Root root;

        Options(@Nullable String name) {
            this.name = name;
        }

        /**
         * Leaves the task's error unlogged; somebody waits for it.
         *
         * @return this
         */
        public Options silent() {
            silent = true;
            return this;
        }

        /**
         * Starts the task in a world of its own instead of the caller's: for test kits.
         *
         * @param runtime the runtime of the task and of all that is started inside it
         * @return this
         */
        public Options runtime(AsyncRuntime runtime) {
            root = new Root(Objects.requireNonNull(runtime, "runtime"));
            return this;
        }

        /**
         * Starts the task.
         *
         * @param <T> the type of its value
         * @param body what it does
         * @return the task, running
         */
        public <T extends @Nullable Object> Task<T> start(Callable<T> body) {
            Objects.requireNonNull(body, "body");
            Root holder = root == null ? Root.current() : root;
            Job<T> job = new Job<>(name, holder, silent);
            holder.hold(job);
            job.launch(body);
            return job;
        }

        /**
         * Starts a task that has no value.
         *
         * @param body what it does
         * @return the task, running
         */
        public Task<Void> start(Action<? extends Exception> body) {
            return start(Job.callable(body));
        }
    }
}
