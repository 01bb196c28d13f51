package io.photons.terminal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them on a command line ({@code 500ms}, {@code 1.5s}, {@code 2m}) and read them. */
public final class Durations {

    private static final Pattern SYNTAX = Pattern.compile("(-?\\d{1,18}(?:\\.\\d{1,9})?)(ms|s|m|h|d)?");
    private static final BigDecimal LONGEST =
            BigDecimal.valueOf(Duration.ofDays(3650).toNanos());

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @throws BadArgument if it is none, is negative, or is longer than ten years
     */
    public static Duration parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new BadArgument(
                    "'" + Printable.of(text, 80) + "' is not a duration (write 500ms, 1.5s, 2m, 1h, 1d or 0)");
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        String unit = matcher.group(2);
        if (number.signum() < 0) {
            throw new BadArgument("'" + text + "' is negative");
        }
        if (number.signum() == 0) {
            return Duration.ZERO;
        }
        if (unit == null) {
            throw new BadArgument("'" + text + "' has no unit (write " + text + "s, " + text + "ms, " + text + "m …)");
        }
        BigDecimal nanos = number.multiply(BigDecimal.valueOf(nanosOf(unit)));
        if (nanos.compareTo(LONGEST) > 0) {
            throw new BadArgument("'" + text + "' is longer than ten years");
        }
        return Duration.ofNanos(nanos.setScale(0, RoundingMode.UP).longValueExact());
    }

    private static long nanosOf(String unit) {
        return switch (unit) {
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 86_400_000_000_000L;
        };
    }

    /** Says a duration with three digits or so: {@code 0.42 ms}, {@code 12.3 ms}, {@code 2 s}, {@code 3 min 20 s}. */
    public static String say(Duration duration) {
        return say(duration.toNanos());
    }

    /** Says a number of nanoseconds. */
    public static String say(long nanos) {
        double millis = nanos / 1e6;
        if (millis < 10) {
            return number(millis, 2) + " ms";
        }
        if (millis < 100) {
            return number(millis, 1) + " ms";
        }
        if (millis < 999.5) {
            return number(millis, 0) + " ms";
        }
        if (millis < 99_950) {
            return number(millis / 1e3, millis < 9_995 ? 2 : 1) + " s";
        }
        long seconds = Math.round(millis / 1e3);
        if (seconds < 7200) {
            return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        long minutes = Math.round(seconds / 60.0);
        return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }

    private static String number(double value, int digits) {
        String text = String.format(Locale.ROOT, "%." + digits + "f", value);
        return text.indexOf('.') < 0 ? text : text.replaceAll("\\.?0+$", "");
    }
}
