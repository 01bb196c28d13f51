package io.photons.watch;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long the checks took that went well; any number of them in little memory, exact to a thousandth. */
final class Latencies {

    private static final long LONGEST_MICROS = TimeUnit.DAYS.toMicros(1);

    private final Histogram micros = new Histogram(3);

    void add(long nanos) {
        micros.recordValue(Math.clamp(nanos / 1000, 0, LONGEST_MICROS));
    }

    /** The latency that so many percent stay within, in nanoseconds, or {@link Check#NONE} if there is none. */
    long percentile(double percent) {
        return micros.getTotalCount() == 0 ? Check.NONE : micros.getValueAtPercentile(percent) * 1000;
    }
}
