package io.photons.async;

/**
 * The one place where a wait of this library parks its thread.
 *
 * <p><b>Source.</b> W5, E4, T2.
 */
final class Parking {

    private Parking() {}

    /**
     * Parks until woken, which may also happen for no reason: callers look again and loop.
     *
     * @return false if the deadline has been reached
     * @throws InterruptedException if the thread was interrupted, or the task that it runs was cancelled
     */
    static boolean park(Object blocker, long deadline) throws InterruptedException {
        AsyncRuntime.Body body = AsyncRuntime.Body.current();
        AsyncRuntime runtime = body == null ? AsyncRuntime.system() : body.runtime();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (deadline != AsyncRuntime.NO_DEADLINE && runtime.nanoTime() >= deadline) {
            runtime.park(blocker, deadline); // returns at once, but lets a deterministic world switch
            return false;
        }
        if (body == null) {
            runtime.park(blocker, deadline);
        } else {
            body.enterWait();
            boolean cancelled = true;
            try {
                runtime.park(blocker, deadline);
            } finally {
                cancelled = body.exitWait();
            }
            if (cancelled) {
                throw new Woken();
            }
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return true;
    }

    /** Parks as {@link #park} does, in a wait that must go on: the interruption is told and not thrown. */
    static boolean interruptedPark(Object blocker, long deadline) {
        try {
            park(blocker, deadline);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** The clock reading at which a limit that begins now is over. */
    static long deadlineAfter(AsyncRuntime runtime, long limitNanos) {
        return limitNanos >= Limits.NONE_NANOS
                ? AsyncRuntime.NO_DEADLINE
                : runtime.nanoTime() + Math.max(0, limitNanos);
    }

    /** A cancellation that found its task in one of our waits: nobody reads its stack, ten thousand of them are thrown. */
    static final class Woken extends InterruptedException {
        private static final long serialVersionUID = 1L;

        Woken() {
            super("cancelled");
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        public Throwable fillInStackTrace() {
            return this;
        }
    }
}
