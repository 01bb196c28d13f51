package io.photons.async;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Some neighbours among the jobs of a {@link Roster}: a place for each, and one number that tells who has gone, how, and
 * after what time. A job goes by one compare-and-set, so whoever reads that number sees nothing by halves.
 *
 * <p><b>Source.</b> H5, W6.
 */
final class Row {

    static final int PLACES = Integer.SIZE;

    /** The places of a roster's first row, as most that are small stay so. */
    static final int FEW = 4;

    /** The marks of a row that everybody has left. */
    static final int ALL = -1;

    /** The longest run that has room among the marks, for each place of a row. */
    static final long LONGEST_MILLIS = 32_767;

    private static final int FAILED_SHIFT = PLACES;
    private static final int CANCELLED_SHIFT = FAILED_SHIFT + 6;
    private static final int MILLIS_SHIFT = CANCELLED_SHIFT + 6;
    private static final int COUNT = 63;

    private static final VarHandle MARKS;

    static {
        try {
            MARKS = MethodHandles.lookup().findVarHandle(Row.class, "marks", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // Each written under the roster's lock by who adds, and to null by who lets go; read under the lock. They are the
    // last of those that a row can have.
    private final @Nullable Job<?>[] places;

    // From below: a bit for each place, raised once by who lets go, and from the beginning if this row does not have
    // it; how many failed; how many were cancelled; how long all of them ran. Read by all.
    private volatile long marks;

    // Under the roster's lock.
    @Nullable
    Row previous;

    // Written under the roster's lock, at first when this is filled; read also by who lets go.
    @Nullable
    Row next;

    Row(int size) {
        places = new Job<?>[size];
        MARKS.set(this, (1L << begin()) - 1);
    }

    /** The first place that this has. */
    int begin() {
        return PLACES - places.length;
    }

    /** Under the roster's lock: a job has a place here from now on. */
    void take(int place, Job<?> job) {
        places[place - begin()] = job;
        job.takePlace(this, place);
    }

    /** Under the roster's lock: whoever has a place and has not left it, or is about to leave it just now. */
    @Nullable
    Job<?> at(int place) {
        return places[place - begin()];
    }

    /** The bit of a job's place. */
    static int bit(Job<?> job) {
        return 1 << job.place();
    }

    /** A bit for each place that somebody has left, or that this does not have. */
    int gone() {
        return (int) marks;
    }

    boolean holds(Job<?> job) {
        return (gone() & bit(job)) == 0;
    }

    /**
     * A job leaves its place, unless it has left it.
     *
     * @param note what else to note, by {@link #note} or 0
     * @return who had left before
     */
    int leave(Job<?> job, long note) {
        long bit = bit(job) & 0xffff_ffffL;
        long seen;
        do {
            seen = marks;
            if ((seen & bit) != 0) {
                return (int) seen;
            }
        } while (!MARKS.compareAndSet(this, seen, (seen | bit) + note));
        places[job.place() - begin()] = null;
        job.leaveRow();
        return (int) seen;
    }

    /** How a job has ended, and how long it ran, which is at most {@link #LONGEST_MILLIS}. */
    static long note(@Nullable Object end, long ranMillis) {
        long note = ranMillis << MILLIS_SHIFT;
        if (end instanceof Cancellation) {
            note += 1L << CANCELLED_SHIFT;
        } else if (end instanceof Failed) {
            note += 1L << FAILED_SHIFT;
        }
        return note;
    }

    /** Adds how those that have gone ended. */
    void count(Tally total) {
        long seen = marks;
        long failed = (seen >>> FAILED_SHIFT) & COUNT;
        long cancelled = (seen >>> CANCELLED_SHIFT) & COUNT;
        total.succeeded += Integer.bitCount((int) seen) - begin() - failed - cancelled;
        total.failed += failed;
        total.cancelled += cancelled;
        total.runMillis += seen >>> MILLIS_SHIFT;
    }
}
