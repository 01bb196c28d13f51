package io.photons.watch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The latest checks of one target, so many and no more; it grows to that size only as they come in. */
final class History {

    private static final int FIRST_SIZE = 4;

    private final int capacity;
    private long[] begunNanos = new long[FIRST_SIZE];
    private long[] latencyNanos = new long[FIRST_SIZE];
    private @Nullable Verdict[] verdicts = new @Nullable Verdict[FIRST_SIZE];
    private int size;
    private int next;

    History(int capacity) {
        this.capacity = capacity;
    }

    /**
     * A check, as a picture shows it.
     *
     * @param begunNanos when it began, since the start of the program's work
     * @param latencyNanos how long it took, or {@link Check#NONE}
     * @param verdict how it ended
     */
    record Mark(long begunNanos, long latencyNanos, Verdict verdict) {}

    void add(Mark mark) {
        if (next == verdicts.length && size < capacity) {
            int larger = Math.min(capacity, 2 * next);
            begunNanos = Arrays.copyOf(begunNanos, larger);
            latencyNanos = Arrays.copyOf(latencyNanos, larger);
            verdicts = Arrays.copyOf(verdicts, larger);
        } else if (next >= capacity) {
            next = 0;
        }
        begunNanos[next] = mark.begunNanos();
        latencyNanos[next] = mark.latencyNanos();
        verdicts[next] = mark.verdict();
        next++;
        size = Math.max(size, next);
    }

    /** The latest ones, at most {@code limit}, oldest first. */
    List<Mark> latest(int limit) {
        int count = Math.min(limit, size);
        List<Mark> marks = new ArrayList<>(count);
        for (int i = count; i > 0; i--) {
            int at = next - i < 0 ? next - i + size : next - i;
            marks.add(new Mark(begunNanos[at], latencyNanos[at], Objects.requireNonNull(verdicts[at])));
        }
        return marks;
    }
}
