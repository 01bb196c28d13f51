package io.photons.async;

import java.time.Duration;

/** How trees tell lengths of time: two figures that matter, rounded down. */
final class Spans {

    private Spans() {}

    static String words(Duration span) {
        if (span.isNegative()) {
            return "-" + words(span.negated());
        }
        long seconds = span.toSeconds();
        if (seconds == 0) {
            return span.toMillis() + " ms";
        }
        if (seconds < 60) {
            int tenths = span.toMillisPart() / 100;
            return tenths == 0 ? seconds + " s" : seconds + "." + tenths + " s";
        }
        if (seconds < 3_600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        if (seconds < 86_400) {
            return two(seconds / 3_600, "h", seconds / 60 % 60, "min");
        }
        return two(seconds / 86_400, "d", seconds / 3_600 % 24, "h");
    }

    private static String two(long first, String unit, long second, String smaller) {
        return second == 0 ? first + " " + unit : first + " " + unit + " " + second + " " + smaller;
    }
}
