package io.photons.async;

import java.time.Duration;
import java.util.Objects;

/**
 * Durations as nanoseconds, with no overflow: 2<sup>62</sup> ns (146 years) and more mean "no limit".
 *
 * <p><b>Source.</b> T14.
 */
final class Limits {

    static final long NONE_NANOS = 1L << 62;
    static final Duration NONE = Duration.ofNanos(NONE_NANOS);

    // Kept, as a duration is negated with decimals of any length, which takes longer than all else of a time-out's
    // set-up.
    private static final Duration LEAST = NONE.negated();

    private Limits() {}

    /** Converts and cuts to plus or minus 2<sup>62</sup>. */
    static long nanos(Duration limit, String parameter) {
        Objects.requireNonNull(limit, parameter);
        if (limit.compareTo(NONE) >= 0) {
            return NONE_NANOS;
        }
        if (limit.compareTo(LEAST) <= 0) {
            return -NONE_NANOS;
        }
        return limit.toNanos();
    }

    /** Converts a duration that must not be negative. */
    static long nonNegative(Duration limit, String parameter) {
        long nanos = nanos(limit, parameter);
        if (nanos < 0) {
            throw new IllegalArgumentException(parameter + " must not be negative: " + limit);
        }
        return nanos;
    }

    static int positive(int number, String parameter) {
        if (number <= 0) {
            throw new IllegalArgumentException(parameter + " must be positive: " + number);
        }
        return number;
    }
}
