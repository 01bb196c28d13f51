package io.photons.async;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that a register holds, in the order of adding, and how those ended that it held: a chain of rows.
 *
 * <p>Who adds takes the lock; who lets go marks the place in its row and takes none, so that the thread that starts tasks
 * and the threads on which they end do not stand in each other's way. Both take constant time. A row that everybody has
 * left leaves the chain, so that at most one row is left behind for each job held.
 *
 * <p><b>Source.</b> H5, E1, W6.
 */
final class Roster extends SpinLock {

    /** How many rows are looked at under the lock by who only looks. */
    private static final int GLANCE = 8;

    // All under the lock. Every row but the last is filled.
    private @Nullable Row first;
    private @Nullable Row last;
    private int filled; // places of the last row that are taken, or that it does not have

    /**
     * Under the lock: how many tasks came, and how those ended whose row has left the chain. What went without being a task
     * that ended is counted by its row as one that succeeded, and taken off here.
     */
    private final Tally tally = new Tally();

    // ---- coming

    /** Under the lock: makes sure that the next {@link #add} needs no memory. */
    void makeRoom() {
        if (last == null || filled == Row.PLACES) {
            Row row = new Row(filled == 0 ? Row.FEW : Row.PLACES);
            row.previous = last;
            if (last == null) {
                first = row;
            } else {
                last.next = row;
            }
            last = row;
            filled = row.begin();
        }
    }

    /** Under the lock: takes a job in. */
    void add(Job<?> job) {
        makeRoom();
        Objects.requireNonNull(last).take(filled++, job);
        if (!job.isAdopted()) {
            tally.started++;
        }
    }

    // ---- going

    /**
     * Without the lock: lets a task go that has ended.
     *
     * @return false if another job was still held then; whoever lets that one go is told more
     */
    boolean leave(Job<?> job, long ranMillis) {
        Row row = job.row();
        if (row == null || ranMillis > Row.LONGEST_MILLIS) {
            leaveLocked(job, ranMillis);
            return true;
        }
        int bit = Row.bit(job);
        int before = row.leave(job, Row.note(job.ended(), ranMillis));
        if ((before & bit) != 0) {
            return true;
        }
        int gone = before | bit;
        if (gone == Row.ALL) {
            lock();
            try {
                drop(row);
            } finally {
                unlock();
            }
            return true;
        }
        // Places are filled from the lowest bit on, and all of them before there is a next row: a gap is somebody held.
        return row.next == null && (gone & (gone + 1)) == 0;
    }

    // Guards against a task that its maker handed to another thread by a data race: its row need not be seen there yet.
    private void leaveLocked(Job<?> job, long ranMillis) {
        lock();
        try {
            remove(job, ranMillis);
        } finally {
            unlock();
        }
    }

    /** Under the lock: lets a task go that has ended; false if it was not held any more. */
    boolean remove(Job<?> job, long ranMillis) {
        long noted = Math.min(ranMillis, Row.LONGEST_MILLIS);
        boolean held = remove(job.row(), job, Row.note(job.ended(), noted));
        if (held) {
            tally.runMillis += ranMillis - noted;
        }
        return held;
    }

    /** Under the lock: lets a job go that is no task, or has not ended; false if it was not held any more. */
    boolean removeUncounted(Job<?> job) {
        boolean held = remove(job.row(), job, 0);
        if (held) {
            tally.succeeded--;
        }
        return held;
    }

    private boolean remove(@Nullable Row row, Job<?> job, long note) {
        if (row == null) {
            return false;
        }
        int bit = Row.bit(job);
        int before = row.leave(job, note);
        if ((before & bit) != 0) {
            return false;
        }
        if ((before | bit) == Row.ALL) {
            drop(row);
        }
        return true;
    }

    private void drop(Row row) {
        Row before = row.previous;
        Row after = row.next;
        if (before == null && first != row) {
            // Guards against a row that was dropped when all was counted.
            return;
        }
        row.count(tally);
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
            filled = Row.PLACES;
        } else {
            after.previous = before;
        }
        // Guards against an old row that is garbage and keeps all that came after it from being collected young.
        row.previous = null;
        row.next = null;
    }

    // ---- counting

    /** Under the lock: tells whether nothing is held. */
    boolean isEmpty() {
        for (Row row = first; row != null; row = row.next) {
            if (held(row) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Under the lock: how many are held. */
    int size() {
        int size = 0;
        for (Row row = first; row != null; row = row.next) {
            size += Integer.bitCount(held(row));
        }
        return size;
    }

    /** A bit for each job of a row that is held. */
    private int held(Row row) {
        int taken = row == last && filled < Row.PLACES ? (1 << filled) - 1 : Row.ALL;
        return taken & ~row.gone();
    }

    /** Under the lock: adds how many tasks came, and how they ended. */
    void count(Tally total) {
        total.add(tally);
        for (Row row = first; row != null; row = row.next) {
            row.count(total);
        }
    }

    /** Counts for good, once nothing is held and nothing more can come. */
    Tally finalCount() {
        lock();
        try {
            while (first != null) {
                drop(first);
            }
        } finally {
            unlock();
        }
        return tally;
    }

    // ---- looking

    /** Under the lock. */
    boolean holds(Job<?> job) {
        Row row = job.row();
        return row != null && row.holds(job);
    }

    /** The jobs held now, in the order of adding. */
    List<Job<?>> snapshot() {
        lock();
        try {
            List<Job<?>> jobs = new ArrayList<>(size());
            for (Row row = first; row != null; row = row.next) {
                look(row, 0, jobs);
            }
            return jobs;
        } finally {
            unlock();
        }
    }

    private void look(Row row, int from, List<Job<?>> jobs) {
        int held = held(row);
        for (int place = Math.max(from, row.begin()); place < Row.PLACES; place++) {
            Job<?> job = row.at(place);
            // Guards against a job that is being let go: it is marked before it leaves its place.
            if (job != null && (held & (1 << place)) != 0) {
                jobs.add(job);
            }
        }
    }

    /**
     * The jobs held, in the order of adding, for those who only look: the lock is taken for a few at a time. Those that
     * come or go meanwhile may be among them or not.
     */
    List<Job<?>> survey() {
        List<Job<?>> seen = new ArrayList<>();
        List<Job<?>> glance = new ArrayList<>(GLANCE * Row.PLACES);
        int limit;
        lock();
        try {
            limit = size();
        } finally {
            unlock();
        }
        boolean more;
        do {
            more = glance(seen, glance);
            seen.addAll(glance);
            glance.clear();
            // All that were there at the beginning are among so many, as those that come are last.
        } while (more && seen.size() < limit);
        return seen;
    }

    /** Looks at the next few after those seen: after the last one that is still held; false if these are all. */
    private boolean glance(List<Job<?>> seen, List<Job<?>> glance) {
        lock();
        try {
            Row row = first;
            int from = 0;
            for (int at = seen.size() - 1; at >= 0; at--) {
                Job<?> job = seen.get(at);
                Row in = job.row();
                if (in != null && in.holds(job)) {
                    row = in;
                    from = job.place() + 1;
                    break;
                }
            }
            for (int rows = 0; row != null && rows < GLANCE; rows++, from = 0, row = row.next) {
                look(row, from, glance);
            }
            return row != null;
        } finally {
            unlock();
        }
    }
}
