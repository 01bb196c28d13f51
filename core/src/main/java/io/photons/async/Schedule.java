package io.photons.async;

/**
 * When ticks are due: a grid of points in time, and the arithmetic that keeps to it. Not safe for threads by itself.
 *
 * <p><b>Source.</b> K1–K4, K7.
 */
final class Schedule {

    private final long minWait;
    private long every;
    private long anchor;
    private long latest;
    private long due;
    private boolean ticked;

    Schedule(long every, long minWait) {
        this.every = every;
        this.minWait = minWait;
    }

    long every() {
        return every;
    }

    void begin(long now) {
        anchor = now;
        latest = now;
        due = now;
    }

    long due() {
        return due;
    }

    /** Takes note of a tick given now, and sets when the next is due. */
    void ticked(long now) {
        ticked = true;
        latest = now;
        if (every <= 0) {
            anchor = now;
            due = plus(now, minWait);
        } else {
            long next = gridPointAfter(now);
            long least = plus(now, minWait);
            if (next < least) {
                long steps = (least - anchor + every - 1) / every;
                next = plus(anchor, times(steps, every));
            }
            due = next;
        }
    }

    void changeAfter(long newEvery) {
        if (ticked) {
            anchor = latestGridPoint();
            due = plus(anchor, Math.max(0, newEvery));
        }
        every = newEvery;
    }

    void changeAfterOnce(long wait) {
        if (ticked) {
            due = plus(latestGridPoint(), Math.max(0, wait));
        }
    }

    private long latestGridPoint() {
        return every <= 0 ? latest : anchor + Math.floorDiv(latest - anchor, every) * every;
    }

    private long gridPointAfter(long now) {
        return plus(anchor, times(Math.floorDiv(now - anchor, every) + 1, every));
    }

    private static long plus(long a, long b) {
        long sum = a + b;
        return ((a ^ sum) & (b ^ sum)) < 0 ? AsyncRuntime.NO_DEADLINE : sum;
    }

    private static long times(long count, long step) {
        return Math.multiplyHigh(count, step) == 0 && count * step >= 0 ? count * step : AsyncRuntime.NO_DEADLINE;
    }
}
