package io.photons.watch;

import io.photons.terminal.Printable;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one target has fared so far. Belongs to the {@link Scoreboard}, under whose lock it is used. */
final class Score {

    /** Those first that somebody should look at. */
    static final Comparator<Score> WORST_FIRST = Comparator.comparingInt(Score::urgency)
            .thenComparingDouble(score -> score.checks == 0 ? 2 : (double) score.ok / score.checks)
            .thenComparingLong(score -> -score.lastNanos)
            .thenComparingInt(score -> score.index);

    private final int index;
    private final String name;
    private final History history;
    private long checks;
    private long ok;
    private @Nullable Check last;
    private long lastNanos = Check.NONE;

    Score(int index, String name, int capacity) {
        this.index = index;
        this.name = name;
        history = new History(capacity);
    }

    void add(Check check, long begunNanos) {
        checks++;
        if (check.ok()) {
            ok++;
        }
        last = check;
        lastNanos = check.latencyNanos();
        history.add(new History.Mark(begunNanos, check.latencyNanos(), check.verdict()));
    }

    private int urgency() {
        if (last == null) {
            return 3;
        }
        return switch (last.verdict()) {
            case TIMED_OUT -> 0;
            case FAILED -> 1;
            case OK -> 2;
        };
    }

    Row row(int marks) {
        return new Row(Printable.of(name), last, checks, ok, history.latest(marks));
    }

    /**
     * How a target has fared, as it is shown.
     *
     * @param name what it is called, safe to print
     * @param last its last check, or null if there was none
     * @param checks how many there were
     * @param ok how many of them went well
     * @param marks the latest ones, oldest first
     */
    record Row(String name, @Nullable Check last, long checks, long ok, List<History.Mark> marks) {

        /** Which part of the checks went well, in percent. */
        double percent() {
            return checks == 0 ? 0 : 100.0 * ok / checks;
        }
    }
}
