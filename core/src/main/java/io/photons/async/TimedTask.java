package io.photons.async;

import org.jspecify.annotations.Nullable;

/**
 * A task that its caller waits for, until a time.
 *
 * <p>The timer's thread marks it as struck, wakes or interrupts its body and wakes the caller; all else the caller does.
 *
 * <p><b>Source.</b> T10–T15.
 */
final class TimedTask<T extends @Nullable Object> extends Job<T> {

    /** What the timer asks with: the same for all, so that a strike needs no memory. */
    private static final Cancellation TIMED_OUT = Cancellation.asked("timed out");

    private final @Nullable Job<?> caller;
    private final long deadline;

    /** The thread that made this and waits for it: woken at the end without being registered, as there is always one. */
    private final Thread waiting = Thread.currentThread();

    // false -> true, by the timer; read by the caller.
    private volatile boolean struck;

    // Written by the body's thread, when a call with a time-out of its own begins and returns; read by the caller.
    private volatile int innerCalls;
    private volatile long innerReturnedAt = Long.MIN_VALUE;

    TimedTask(@Nullable String name, Root root, @Nullable Job<?> caller, long deadline) {
        super(name, root, true);
        this.caller = caller;
        this.deadline = deadline;
    }

    /** The timer's signal. */
    void strikeNow() {
        if (!isEnding()) {
            // Guards against a body that makes a value of the strike: it comes too late, however fast it is.
            struck = true;
            strike(TIMED_OUT);
            wakeCaller();
        }
    }

    @Override
    void detach() {
        // The caller itself may end what never began.
        if (Thread.currentThread() != waiting) {
            wakeCaller();
        }
    }

    // Also from the caller's own thread, on which a deterministic world may call the timer while the caller waits.
    private void wakeCaller() {
        Settlement.unpark(runtime(), waiting);
    }

    /** Waits for the end or the strike. */
    void awaitEndOrStrike() throws InterruptedException {
        while (ended() == null && !struck) {
            Parking.park(this, AsyncRuntime.NO_DEADLINE);
        }
    }

    /** Whether the timer has struck, before there was an end. */
    boolean isStruck() {
        return struck;
    }

    /**
     * Waits for the end of a body that was cancelled, whatever happens, at most for the grace. The grace begins when a
     * call with a time-out of its own that the body is in has returned.
     *
     * @return true if the caller was interrupted meanwhile
     */
    boolean awaitCancelled(long graceNanos) {
        boolean interrupted = false;
        long began = runtime().nanoTime();
        while (ended() == null) {
            long until = AsyncRuntime.NO_DEADLINE;
            if (innerCalls == 0 && graceNanos < Limits.NONE_NANOS) {
                until = Math.max(began, innerReturnedAt) + graceNanos;
                if (runtime().nanoTime() >= until) {
                    break;
                }
            }
            interrupted |= Parking.interruptedPark(this, until);
        }
        if (ended() == null) {
            Stragglers.leaveBehind(this, graceNanos);
        }
        return interrupted;
    }

    /** The body begins a call with a time-out of its own. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    boolean enterInner() {
        if (isCancelling()) {
            return false;
        }
        innerCalls++;
        return true;
    }

    /** The call has returned; a caller in its grace takes note. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    void leaveInner() {
        if (isCancelling()) {
            innerReturnedAt = runtime().nanoTime();
        }
        innerCalls--;
        if (isCancelling()) {
            wakeCaller();
        }
    }

    /** Logs the error that the caller did not take. */
    void reportUntaken() {
        if (ended() instanceof Failed failed && claimReport()) {
            logError("", " failed after it was cancelled", error(failed));
        }
    }

    @Override
    @Nullable
    Task<?> caller() {
        return caller;
    }

    @Override
    long deadline() {
        return caller == null ? deadline : Math.min(deadline, caller.deadline());
    }
}
