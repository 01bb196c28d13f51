package io.photons.async;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock for critical sections of a few instructions, in four bytes of its owner.
 *
 * <p>Its owner extends it or holds one. A section never blocks, parks, allocates without bound or calls foreign code, so
 * a virtual thread that holds it is mounted and goes on; only the operating system can hold it up, and then the others
 * stop spinning and sleep.
 */
class SpinLock {

    private static final VarHandle HELD;

    static {
        try {
            HELD = MethodHandles.lookup().findVarHandle(SpinLock.class, "held", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final int SPINS = 128;
    private static final int YIELDS = 32;
    private static final long NAP_NANOS = 20_000;

    // 0 -> 1 by lock (compare-and-set), 1 -> 0 by unlock of the same thread.
    private volatile int held;

    final void lock() {
        if (!HELD.compareAndSet(this, 0, 1)) {
            lockContended();
        }
    }

    final void unlock() {
        HELD.setRelease(this, 0);
    }

    private void lockContended() {
        int tries = 0;
        for (; held != 0 || !HELD.compareAndSet(this, 0, 1); tries++) {
            pause(tries);
        }
        if (tries > SPINS + YIELDS) {
            // Guards against a wake that came meanwhile: a nap takes the permit of the wait that comes after this lock.
            // One permit too many does no harm, as whoever parks looks again.
            LockSupport.unpark(Thread.currentThread());
        }
    }

    /** Lets a moment pass for another thread to finish a few instructions: spins, then yields, then sleeps. */
    @SuppressWarnings("ThreadPriorityCheck") // a bounded number of yields
    static void pause(int tries) {
        if (tries < SPINS) {
            Thread.onSpinWait();
        } else if (tries < SPINS + YIELDS) {
            Thread.yield();
        } else {
            // Guards against a thread that lost its core: spinning on would keep it from getting one.
            LockSupport.parkNanos(NAP_NANOS);
        }
    }
}
