package io.photons.async;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The real world: virtual threads, {@link System#nanoTime()}, {@link LockSupport} and a {@link TimerHeap}.
 *
 * <p>A virtual thread's timed park goes through the timer heap as well: one wake-up by the timers' thread is cheaper than
 * the scheduled pool that the JDK uses, and one clock orders them all.
 */
final class SystemRuntime implements AsyncRuntime {

    private static final long ORIGIN = System.nanoTime();
    private static final ThreadFactory THREADS =
            Thread.ofVirtual().inheritInheritableThreadLocals(false).factory();

    static final SystemRuntime INSTANCE = new SystemRuntime();

    static {
        Essentials.loaded(TimedPark.class);
    }

    private final CoarseClock clock = new CoarseClock();
    private final TimerHeap timers = new TimerHeap(clock);

    private SystemRuntime() {}

    @Override
    public long nanoTime() {
        return System.nanoTime() - ORIGIN;
    }

    @Override
    public long coarseMillis() {
        long millis = clock.millis();
        if (millis >= 0) {
            return millis;
        }
        long now = nanoTime();
        if (clock.asleep(now)) {
            timers.wake();
        }
        return now / 1_000_000;
    }

    @Override
    public Thread start(@Nullable String name, Body body) {
        Thread thread = THREADS.newThread(body);
        if (name != null) {
            thread.setName(name);
        }
        thread.setUncaughtExceptionHandler(body);
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        if (loader != ClassLoader.getSystemClassLoader()) {
            thread.setContextClassLoader(loader);
        }
        thread.start();
        return thread;
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // one yield
    public void park(Object blocker, long deadline) {
        Thread thread = Thread.currentThread();
        if (deadline == NO_DEADLINE) {
            if (thread.isVirtual()) {
                // Whoever ends the wait is often runnable already; letting it run once is cheaper than to park for it.
                Thread.yield();
            }
            LockSupport.park(blocker);
        } else if (deadline <= nanoTime()) {
            // Guards against a deadline so long over that the time left would overflow, and seem to be for ever.
            return;
        } else if (!thread.isVirtual()) {
            LockSupport.parkNanos(new TimedPark(thread, blocker, deadline), deadline - nanoTime());
        } else {
            TimedPark parked = new TimedPark(thread, blocker, deadline);
            Timer timer = timers.schedule(deadline, parked);
            try {
                LockSupport.park(parked);
            } finally {
                timer.cancel();
            }
        }
    }

    @Override
    public void unpark(Thread thread) {
        LockSupport.unpark(thread);
    }

    @Override
    public void interrupt(Thread thread) {
        thread.interrupt();
    }

    @Override
    public Timer schedule(long at, Runnable signal) {
        return timers.schedule(at, signal);
    }

    @Override
    public int pendingTimers() {
        return timers.size();
    }

    /** A thread that waits until a time: what it is parked on, and the signal that wakes it. */
    private record TimedPark(Thread thread, Object blocker, long deadline) implements Runnable, TimedBlocker {

        @Override
        public void run() {
            LockSupport.unpark(thread);
        }
    }
}
