package io.photons.async;

import org.jspecify.annotations.Nullable;

/**
 * The one door through which this library reads the clock, starts threads, parks and wakes them, and sets timers.
 *
 * <p>It exists so that a test kit can put a deterministic world behind it; programs have no need of it. The default
 * world, {@link #system()}, is virtual threads, {@link java.util.concurrent.locks.LockSupport} and one daemon platform
 * thread that drives the timers.
 *
 * <p><b>Memory.</b> What happened before {@link #unpark} is visible after the {@link #park} that it ends; before
 * {@link #start}, inside the body; before {@link #schedule}, inside the signal.
 *
 * <p><b>Source.</b> E5.
 */
public interface AsyncRuntime {

    /** The deadline of a wait that has none. */
    long NO_DEADLINE = Long.MAX_VALUE;

    /**
     * Returns the runtime of the task whose thread is asking, or the {@link #system()} one outside of any task.
     *
     * @return the runtime that the caller's waits and tasks belong to
     */
    static AsyncRuntime current() {
        Body body = Body.current();
        return body == null ? SystemRuntime.INSTANCE : body.runtime();
    }

    /**
     * Returns the runtime of the real world.
     *
     * @return virtual threads, real time
     */
    static AsyncRuntime system() {
        return SystemRuntime.INSTANCE;
    }

    /**
     * Reads the monotonic clock. It starts near zero, so that a reading plus a limit below 2<sup>62</sup> ns never
     * overflows and two readings compare as plain numbers.
     *
     * @return nanoseconds since an origin of this runtime's own
     */
    long nanoTime();

    /**
     * Reads the clock roughly, for next to nothing: for what is only told to people, such as since when a task runs.
     *
     * @return milliseconds since the origin of {@link #nanoTime()}, never ahead of it
     */
    default long coarseMillis() {
        return nanoTime() / 1_000_000;
    }

    /**
     * Starts a thread that runs {@code body} and has it as its {@linkplain Thread#getUncaughtExceptionHandler()
     * uncaught-exception handler}, by which {@link Body#current()} finds it. The thread is runnable on return, queued in
     * the order of the calls; it does not inherit inheritable thread-locals and has the caller's context class loader.
     *
     * @param name the thread's name, or null for none
     * @param body what to run
     * @return the started thread
     * @throws RuntimeException or an {@link Error} if no thread could be started; then nothing has started
     */
    Thread start(@Nullable String name, Body body);

    /**
     * Parks the calling thread until it has a permit, the deadline is reached or it is interrupted (the flag stays set).
     * It may also return for no reason, so callers loop.
     *
     * @param blocker what the thread waits for, shown in task trees and thread dumps
     * @param deadline a reading of {@link #nanoTime()}, or {@link #NO_DEADLINE}
     */
    void park(Object blocker, long deadline);

    /**
     * Gives a thread of this runtime its permit, from any thread.
     *
     * @param thread the thread to wake
     */
    void unpark(Thread thread);

    /**
     * Sets a thread's interrupt flag and makes it runnable, in the order of the calls.
     *
     * @param thread a thread of this runtime
     */
    void interrupt(Thread thread);

    /**
     * Has {@code signal} called once, when the clock reads {@code at}. Signals that are due at one instant are called in
     * the order in which they were scheduled.
     *
     * @param at a reading of {@link #nanoTime()}
     * @param signal never blocks, never throws and never runs a user's code
     * @return a handle to take the timer back
     */
    Timer schedule(long at, Runnable signal);

    /**
     * Tells how many timers are scheduled that have neither been signalled nor cancelled, for leak checks.
     *
     * @return the number of pending timers
     */
    int pendingTimers();

    /**
     * Tells whether a thread waits, be it outside of this library: for task trees.
     *
     * @param thread a thread of this runtime
     * @return false if it runs, or could
     */
    default boolean isWaiting(Thread thread) {
        return switch (thread.getState()) {
            case BLOCKED, WAITING, TIMED_WAITING -> true;
            case NEW, RUNNABLE, TERMINATED -> false;
        };
    }

    /**
     * Marks a place at which another thread could run just as well: a deterministic world may switch here. The real one
     * does nothing. Never called under a lock.
     */
    default void checkpoint() {}

    /**
     * What a thread parked with a deadline has as its blocker: task trees show until when it waits. A runtime that parks
     * with something else gets a tree without.
     */
    interface TimedBlocker {

        /**
         * Returns what {@link #park} was called with.
         *
         * @return what the thread waits for
         */
        Object blocker();

        /**
         * Returns when the wait is over.
         *
         * @return a reading of {@link #nanoTime()}
         */
        long deadline();
    }

    /** A timer that was scheduled. */
    interface Timer {

        /** Takes the timer back: its entry is freed, and the signal is not called unless it has begun. Idempotent. */
        void cancel();
    }

    /**
     * What a thread of a runtime runs: a task. The thread has it as its uncaught-exception handler, which finds the
     * current task without a thread-local.
     */
    interface Body extends Runnable, Thread.UncaughtExceptionHandler {

        /**
         * Returns what the calling thread runs.
         *
         * @return the body of the current thread, or null if it was not started by a runtime
         */
        static @Nullable Body current() {
            return Thread.currentThread().getUncaughtExceptionHandler() instanceof Body body ? body : null;
        }

        /**
         * Returns the runtime that runs this body.
         *
         * @return its runtime
         */
        AsyncRuntime runtime();

        /**
         * Says that the body's thread is about to park in a wait of this library, so that a cancellation need not
         * interrupt it but can wake it. Called by the body's own thread.
         */
        void enterWait();

        /**
         * Ends what {@link #enterWait} began. Called by the body's own thread.
         *
         * @return true if the body was cancelled while it waited; said once only
         */
        boolean exitWait();
    }
}
