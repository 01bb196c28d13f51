package io.photons.watch;

import io.photons.terminal.Columns;
import io.photons.terminal.Durations;
import io.photons.watch.Score.Row;
import io.photons.watch.Scoreboard.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/**
 * One picture of the live table, laid out for a window of that size: every line fits in the width, and there are no more
 * than the height has room for. What it says is said in words; colour only repeats it.
 *
 * @param width the columns of the window
 * @param height its lines
 * @param sparkline how the latest checks are drawn
 */
record Frame(int width, int height, Sparkline sparkline) {

    private static final int WITH_SPARKLINE = 56;
    private static final int WITH_RATE = 34;
    private static final int LATENCY = 9;
    private static final int RATE = 7;
    private static final int MOST_SPARKS = 24;
    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    private static final AttributedStyle FAINT = PLAIN.faint();
    private static final AttributedStyle BOLD = PLAIN.bold();

    /** How many rows of the table there is room for: all but the title, the bar, the head and the foot. */
    int rows() {
        return Math.max(0, height - (height >= 8 ? 5 : height >= 5 ? 3 : 2));
    }

    /** How many of the latest checks a row shows. */
    int sparks() {
        return width < WITH_SPARKLINE ? 0 : Math.min(MOST_SPARKS, (width - 32) / 3);
    }

    /** The lines of the picture. */
    List<AttributedString> lines(Standing standing, int rounds, long untilNextNanos) {
        List<AttributedString> lines = new ArrayList<>();
        lines.add(title(standing));
        lines.add(bar(standing, rounds, untilNextNanos));
        if (height >= 8) {
            lines.add(AttributedString.EMPTY);
        }
        if (height >= 5) {
            lines.add(head());
        }
        standing.worst().stream().limit(rows()).map(this::row).forEach(lines::add);
        if (height >= 8) {
            lines.add(foot(standing));
        }
        return lines.stream()
                .limit(height)
                .map(line -> Columns.fitted(line, width))
                .toList();
    }

    private static AttributedString title(Standing standing) {
        long failed = standing.checks() - standing.ok() - standing.timedOut();
        AttributedStringBuilder line = new AttributedStringBuilder()
                .styled(BOLD, "photons watch")
                .append("  " + standing.targets() + (standing.targets() == 1 ? " target" : " targets"))
                .append("  " + standing.checks() + (standing.checks() == 1 ? " check" : " checks"))
                .append("  ")
                .styled(style(Verdict.OK), standing.ok() + " ok")
                .append("  ")
                .styled(failed == 0 ? FAINT : style(Verdict.FAILED), failed + " failed")
                .append("  ")
                .styled(standing.timedOut() == 0 ? FAINT : style(Verdict.TIMED_OUT), standing.timedOut() + " timed out")
                .append("  ")
                .styled(FAINT, clock(standing.elapsedNanos()));
        return line.toAttributedString();
    }

    private static String clock(long nanos) {
        long seconds = nanos / 1_000_000_000;
        String minutes = String.format(Locale.ROOT, "%d:%02d", seconds / 60 % 60, seconds % 60);
        return seconds < 3600
                ? minutes
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private AttributedString bar(Standing standing, int rounds, long untilNextNanos) {
        String before = "round " + standing.round() + (rounds > 0 ? "/" + rounds : "") + " ";
        String after = " " + standing.roundChecks() + "/" + standing.targets();
        if (untilNextNanos > 0) {
            after += String.format(Locale.ROOT, "  next in %.1f s", untilNextNanos / 1e9);
        }
        int room = Math.clamp(width - before.length() - after.length() - 2L, 0, 60);
        int full = standing.targets() == 0 ? 0 : (int) ((long) room * standing.roundChecks() / standing.targets());
        AttributedStringBuilder line = new AttributedStringBuilder().append(before);
        if (room > 3) {
            line.append("[")
                    .styled(style(Verdict.OK), "#".repeat(full))
                    .styled(FAINT, "-".repeat(room - full))
                    .append("]");
        }
        return line.append(after).toAttributedString();
    }

    private int nameWidth() {
        int left = width - 6;
        left -= LATENCY + 1;
        left -= width < WITH_RATE ? 0 : RATE + 1;
        left -= sparks() == 0 ? 0 : sparks() + 2;
        return Math.max(4, left);
    }

    private AttributedString head() {
        AttributedStringBuilder line = new AttributedStringBuilder().style(PLAIN.underline());
        line.append(Columns.padded("STATE", 6)).append(Columns.padded("TARGET", nameWidth()));
        line.append(" " + " ".repeat(LATENCY - 4)).append("LAST");
        if (sparks() > 0) {
            line.append("  " + Columns.padded("LATEST CHECKS", sparks()));
        }
        if (width >= WITH_RATE) {
            line.append(" " + " ".repeat(RATE - 2)).append("OK");
        }
        return line.toAttributedString();
    }

    private AttributedString row(Row row) {
        Check last = row.last();
        AttributedStyle style = last == null ? FAINT : style(last.verdict());
        AttributedStringBuilder line = new AttributedStringBuilder();
        line.styled(style, Columns.padded(last == null ? "..." : PlainLines.word(last.verdict()), 6));
        line.append(Columns.padded(row.name(), nameWidth()));
        line.append(" ").append(Columns.right(latency(last), LATENCY));
        if (sparks() > 0) {
            line.append("  ").styled(style, Columns.padded(sparkline.of(row.marks()), sparks()));
        }
        if (width >= WITH_RATE) {
            line.append(" ")
                    .append(Columns.right(row.checks() == 0 ? "-" : PlainLines.percent(row.percent()) + " %", RATE));
        }
        return line.toAttributedString();
    }

    private static String latency(@Nullable Check last) {
        return last == null || last.latencyNanos() == Check.NONE ? "-" : Durations.say(last.latencyNanos());
    }

    private AttributedString foot(Standing standing) {
        int shown = Math.min(rows(), standing.worst().size());
        String legend = sparks() == 0
                ? ""
                : String.format(
                        "   %c 1 ms  %c 1 s or more  %c failed  %c timed out",
                        sparkline.levels().charAt(0),
                        sparkline.levels().charAt(sparkline.levels().length() - 1),
                        sparkline.failed(),
                        sparkline.timedOut());
        return new AttributedStringBuilder()
                .styled(FAINT, "worst first, " + shown + " of " + standing.targets() + "   Ctrl-C stops" + legend)
                .toAttributedString();
    }

    private static AttributedStyle style(Verdict verdict) {
        return switch (verdict) {
            case OK -> PLAIN.foreground(AttributedStyle.GREEN);
            case FAILED -> PLAIN.foreground(AttributedStyle.RED).bold();
            case TIMED_OUT -> PLAIN.foreground(AttributedStyle.YELLOW).bold();
        };
    }
}
