package io.photons.async.testkit;

import io.photons.async.Deferred;
import io.photons.async.Task;
import io.photons.async.TaskTree;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The latest steps of a run's schedule: at which instant who began, waited for what, was woken by whom, went on and ended.
 *
 * <p>It keeps names and kinds and no object of the run, so that what has ended can be collected. All is read and written
 * under the baton's lock.
 */
final class Steps {

    /** So many are kept: enough to see how the last ones to move came to where they stand. */
    static final int KEPT = 30;

    /** What a strand did. */
    enum Act {
        STARTS("starts"),
        BEGINS("begins"),
        WAITS("waits for"),
        WAKES("wakes"),
        INTERRUPTS("interrupts"),
        GOES_ON("goes on"),
        GIVES_WAY("lets others go first"),
        GOES_ASTRAY("blocks outside of the runtime, others go on"),
        ENDS("ends");

        private final String words;

        Act(String words) {
            this.words = words;
        }
    }

    /** Stands for the world itself, which wakes whom a timer is due for. */
    private static final String TIMER = "a timer";

    /** Stands for a thread that is none of the run's. */
    private static final String OUTSIDER = "somebody outside";

    private final long[] at = new long[KEPT];
    private final @Nullable Act[] act = new Act[KEPT];
    private final @Nullable String[] actor = new String[KEPT];
    private final @Nullable Class<?>[] kind = new Class<?>[KEPT];
    private final @Nullable String[] object = new String[KEPT];
    private final long[] until = new long[KEPT];
    private long made;

    /** A strand does something that concerns itself alone. */
    void add(long now, Strand strand, Act what) {
        put(now, strand.label(), what, null, null, Long.MAX_VALUE);
    }

    /** A strand begins to wait. */
    void addWait(long now, Strand strand, Object blocker, long deadline) {
        String name = null;
        Class<?> of = null;
        switch (blocker) {
            case Task<?> task -> {
                of = Task.class;
                name = task.name();
            }
            case Deferred<?> future -> {
                of = future.getClass();
                name = future.name();
            }
            default -> name = TaskTree.awaited(blocker);
        }
        put(now, strand.label(), Act.WAITS, of, name, deadline);
    }

    /** A strand, a timer or somebody outside does something to another one. */
    void addDeed(long now, @Nullable Strand doer, boolean byTimer, Act what, Strand other) {
        String who = doer != null ? doer.label() : byTimer ? TIMER : OUTSIDER;
        put(now, who, what, null, other.label(), Long.MAX_VALUE);
    }

    private void put(
            long now,
            String who,
            Act what,
            @Nullable Class<?> kindOfObject,
            @Nullable String nameOfObject,
            long deadline) {
        int place = (int) (made++ % KEPT);
        at[place] = now;
        actor[place] = who;
        act[place] = what;
        kind[place] = kindOfObject;
        object[place] = nameOfObject;
        until[place] = deadline;
    }

    /** The steps kept, the latest last, a line each. */
    String show() {
        if (made == 0) {
            return "";
        }
        long first = Math.max(0, made - KEPT);
        StringBuilder text = new StringBuilder();
        text.append(first == 0 ? "All " : "The last " + (made - first) + " of ")
                .append(made)
                .append(" steps of the schedule:\n");
        for (long step = first; step < made; step++) {
            line(text, (int) (step % KEPT));
        }
        return text.toString();
    }

    private void line(StringBuilder text, int place) {
        Act what = act[place];
        if (what == null) {
            return;
        }
        text.append("  ").append(Duration.ofNanos(at[place])).append("  ");
        text.append(actor[place]).append(' ').append(what.words);
        Class<?> of = kind[place];
        String name = object[place];
        if (of != null) {
            text.append(' ').append(of.getSimpleName());
        }
        if (name != null) {
            text.append(of == null ? ' ' : '#').append(name);
        }
        if (until[place] != Long.MAX_VALUE) {
            text.append(", at most until ").append(Duration.ofNanos(until[place]));
        }
        text.append('\n');
    }
}
