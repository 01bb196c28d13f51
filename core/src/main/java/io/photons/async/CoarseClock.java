package io.photons.async;

/**
 * The real world's clock for what people are told, read for the price of a volatile field: a reading is at most a tick
 * old, and later than no precise one.
 *
 * <p>While tasks come and go the timers' thread refreshes it. A tick in which nobody has read it puts it to sleep; asleep,
 * it reads the precise clock, and wakes only once it is read so often that this would cost more.
 *
 * <p><b>Source.</b> W6.
 */
final class CoarseClock {

    static final long TICK_NANOS = 10_000_000;

    private static final long ASLEEP = -1;

    /** So many precise readings within a tick are worth a wake-up of the timers' thread. */
    private static final int READINGS = 64;

    // Milliseconds, or ASLEEP; written by the timers' thread, read by all.
    private volatile long millis = ASLEEP;

    // false -> true: whoever reads; true -> false: the timers' thread, each tick.
    private volatile boolean isRead;

    // false -> true: a reader; true -> false: the timers' thread.
    private volatile boolean isCalled;

    // Written by whoever reads while it is asleep. Several may: then it wakes a little sooner or later.
    private long windowFrom;
    private int readings;

    // The timers' thread's own.
    private long nextTick;

    /** Reads it; negative if it is asleep, and then {@link #asleep} is to be told of a precise reading. */
    long millis() {
        long now = millis;
        if (now >= 0 && !isRead) {
            isRead = true;
        }
        return now;
    }

    /** Takes note of a precise reading; true if the timers' thread is to be woken. */
    boolean asleep(long nanos) {
        if (nanos - windowFrom > TICK_NANOS) {
            windowFrom = nanos;
            readings = 0;
        }
        if (++readings < READINGS || isCalled) {
            return false;
        }
        isCalled = true;
        return true;
    }

    /** Called by the timers' thread whenever it runs; returns when it is to do so again, at the latest. */
    long refresh(long nanos) {
        boolean called = isCalled;
        if (millis < 0 && !called) {
            return AsyncRuntime.NO_DEADLINE;
        }
        if (called || nanos >= nextTick) {
            if (!called && !isRead) {
                millis = ASLEEP;
                return AsyncRuntime.NO_DEADLINE;
            }
            isRead = false;
            nextTick = nanos + TICK_NANOS;
        }
        millis = nanos / 1_000_000;
        // Guards against readers who still find it asleep, and would call once more: it is awake before they may.
        isCalled = false;
        return nextTick;
    }
}
