package io.photons.watch;

import io.photons.terminal.Durations;
import io.photons.terminal.Output;
import io.photons.terminal.Printable;
import java.io.IOException;
import java.util.Locale;

/** A line of plain text for each check, and a few for the summary. */
final class PlainLines implements Sink {

    private final Output output;
    private final boolean quiet;
    private final double failUnder;

    /**
     * Makes one.
     *
     * @param output where it writes
     * @param quiet whether it leaves out the checks
     * @param failUnder what percentage was asked for
     */
    PlainLines(Output output, boolean quiet, double failUnder) {
        this.output = output;
        this.quiet = quiet;
        this.failUnder = failUnder;
    }

    @Override
    public void accept(Turn turn, Check check) throws IOException {
        if (!quiet) {
            output.line(line(turn, check));
        }
    }

    private static String line(Turn turn, Check check) {
        StringBuilder line = new StringBuilder(120)
                .append(check.at().toString(), 11, 19)
                .append("  round ")
                .append(turn.round().number());
        pad(line.append("  ").append(word(check.verdict())), 26);
        String latency = check.latencyNanos() == Check.NONE ? "-" : Durations.say(check.latencyNanos());
        line.append(" ".repeat(Math.max(1, 9 - latency.length())))
                .append(latency)
                .append("  ");
        line.append(check.status() == Check.NONE ? "  -" : String.valueOf(check.status()));
        line.append("  ").append(Printable.of(turn.target().name()));
        if (check.error() != null) {
            line.append("  ").append(Printable.of(check.error()));
        }
        return line.toString();
    }

    private static void pad(StringBuilder line, int width) {
        while (line.length() < width) {
            line.append(' ');
        }
    }

    static String word(Verdict verdict) {
        return switch (verdict) {
            case OK -> "ok";
            case FAILED -> "FAIL";
            case TIMED_OUT -> "TIME";
        };
    }

    @Override
    public void finish(Summary summary) throws IOException {
        if (!quiet) {
            output.line("");
        }
        output.line(String.format(
                Locale.ROOT,
                "%s of %s in %s, %s",
                count(summary.checks(), "check"),
                count(summary.targets(), "target"),
                count(summary.rounds(), "round"),
                Durations.say(summary.elapsed())));
        output.line(String.format(
                Locale.ROOT,
                "  ok          %d  (%s %%)",
                summary.ok(),
                percent(summary.checks() == 0 ? 0 : 100.0 * summary.ok() / summary.checks())));
        output.line(String.format(
                Locale.ROOT, "  failed      %d  (%d of them timed out)", summary.failed(), summary.timedOut()));
        output.line(String.format(
                Locale.ROOT,
                "  latency     p50 %s  p95 %s  p99 %s  (of what was ok)",
                latency(summary.p50Nanos()),
                latency(summary.p95Nanos()),
                latency(summary.p99Nanos())));
        output.line(String.format(
                Locale.ROOT,
                "  last round  %s %% healthy, %s %% asked for",
                percent(summary.healthyPercent()),
                percent(failUnder)));
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String latency(long nanos) {
        return nanos == Check.NONE ? "-" : Durations.say(nanos);
    }

    /** A percentage with one decimal at the most; never rounded up to a hundred. */
    static String percent(double percent) {
        double shown = Math.floor(percent * 10) / 10;
        return shown == Math.rint(shown) ? String.valueOf((long) shown) : String.valueOf(shown);
    }
}
