package io.photons.watch;

import io.photons.terminal.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The time since the start, laid out from left to right.
 *
 * @param left where the start is
 * @param right where the end is
 * @param spanNanos how long it is from one to the other
 */
record TimeAxis(double left, double right, long spanNanos) {

    private static final long[] STEPS_MILLIS = {
        10,
        20,
        50,
        100,
        200,
        500,
        1000,
        2000,
        5000,
        10_000,
        15_000,
        30_000,
        60_000,
        120_000,
        300_000,
        600_000,
        900_000,
        1_800_000,
        3_600_000,
        7_200_000,
        14_400_000,
        21_600_000,
        43_200_000,
        86_400_000
    };

    TimeAxis {
        spanNanos = Math.max(spanNanos, 1_000_000);
    }

    double at(long nanos) {
        return left + (right - left) * Math.clamp((double) nanos / spanNanos, 0.0, 1.0);
    }

    /**
     * A moment that is marked.
     *
     * @param nanos when
     * @param label what is written there
     */
    record Tick(long nanos, String label) {}

    /** Round moments, about {@code wanted} of them at the most. */
    List<Tick> ticks(int wanted) {
        long step = STEPS_MILLIS[STEPS_MILLIS.length - 1];
        for (long candidate : STEPS_MILLIS) {
            if (TimeUnit.MILLISECONDS.toNanos(candidate) * wanted >= spanNanos) {
                step = candidate;
                break;
            }
        }
        while (TimeUnit.MILLISECONDS.toNanos(step) * wanted < spanNanos) {
            step *= 2;
        }
        List<Tick> ticks = new ArrayList<>();
        for (long at = 0; at <= spanNanos; at += TimeUnit.MILLISECONDS.toNanos(step)) {
            ticks.add(new Tick(at, at == 0 ? "0" : Durations.say(at)));
        }
        return ticks;
    }
}
