package io.photons.watch;

import io.photons.watch.History.Mark;
import java.util.List;

/**
 * The latest checks of a target in a few characters: the higher, the longer it took, by the same measure in every row.
 *
 * @param levels the characters for 1, 3, 10 … milliseconds, lowest first
 * @param failed the one for a check that failed
 * @param timedOut the one for a check that timed out
 */
record Sparkline(String levels, char failed, char timedOut) {

    /** For terminals that know Unicode. */
    static final Sparkline BLOCKS = new Sparkline("▁▂▃▄▅▆▇█", '×', '!');

    /** For those that do not. */
    static final Sparkline ASCII = new Sparkline("_.-~=+*#", 'x', '!');

    private static final double FIRST_STEP_NANOS = 1e6;

    /** The marks as text, one character each. */
    String of(List<Mark> marks) {
        StringBuilder line = new StringBuilder(marks.size());
        for (Mark mark : marks) {
            line.append(
                    switch (mark.verdict()) {
                        case OK -> level(mark.latencyNanos());
                        case FAILED -> failed;
                        case TIMED_OUT -> timedOut;
                    });
        }
        return line.toString();
    }

    private char level(long nanos) {
        double steps = Math.ceil(2 * Math.log10(Math.max(nanos, 1) / FIRST_STEP_NANOS));
        return levels.charAt((int) Math.clamp(steps, 0, levels.length() - 1));
    }
}
