package io.photons.async.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one baton of a virtual world: who has it runs, and the others wait.
 *
 * <p>Whoever must wait or has ended hands it on, and does the world's work on the way: it fires the alarms that are due and
 * moves the clock. The conducting thread has it before the run, whenever a {@link Halt} is told, and after the run.
 *
 * <p><b>Threads.</b> All fields are read and written under the lock, unless they say otherwise. No signal, no body and no
 * thread start is run under it.
 */
final class Baton {

    /** So many switches at one instant are no program that gets anywhere. */
    static final long LIVELOCK_SWITCHES = 1_000_000;

    final ReentrantLock lock = new ReentrantLock();
    final Condition told = lock.newCondition();
    final Alarms alarms = new Alarms(lock);
    final Map<Thread, Strand> strands = new LinkedHashMap<>();
    final Set<Strand> strays = new LinkedHashSet<>();

    /** Those that wait until nothing else can run at this instant. */
    final ArrayDeque<Strand> settling = new ArrayDeque<>();

    /** Those that wait, among other things, for a standstill: one of them goes on then, and it is no deadlock. */
    final ArrayDeque<Strand> standing = new ArrayDeque<>();

    final Order order;

    /** How many calls of {@code time.outside} are under way. */
    int outside;

    boolean mainEnded;

    private boolean taken = true;
    private @Nullable Halt halt;
    private boolean closing;
    private boolean firing;
    private boolean passingStrays;
    private long switches;

    // Written under the lock; read also by the watchdog and by whoever asks for the time.
    private volatile @Nullable Strand holder;
    private volatile long moves;
    private volatile long now;
    private volatile boolean abandoned;
    private volatile boolean replayable = true;

    Baton(Order order) {
        this.order = order;
    }

    long now() {
        return now;
    }

    /** Grows whenever somebody else may run, or the clock moves. */
    long moves() {
        return moves;
    }

    @Nullable
    Strand holder() {
        return holder;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    boolean isReplayable() {
        return replayable;
    }

    boolean isIdle() {
        return !taken;
    }

    /** Makes a step under the lock, and hands the baton on if the step says that the caller has it to give away. */
    void step(BooleanSupplier step) {
        boolean mine;
        lock.lock();
        try {
            mine = step.getAsBoolean();
        } finally {
            lock.unlock();
        }
        if (mine) {
            handOn();
        }
    }

    // ---- parts of a step: called under the lock; true means that the caller has the baton to give away

    boolean enqueue(Strand strand) {
        strand.parked = false;
        if (strand.alarm != null) {
            alarms.remove(strand.alarm);
            strand.alarm = null;
        }
        order.add(strand);
        return takeIfFree();
    }

    boolean takeIfFree() {
        if (taken) {
            return false;
        }
        taken = true;
        return true;
    }

    /** The strand, which is the calling one, no longer runs. */
    boolean leave(Strand strand) {
        if (strand.stray) {
            strand.stray = false;
            strays.remove(strand);
        } else if (strand == holder) {
            holder = null;
            return true;
        }
        return takeIfFree();
    }

    /** Takes the baton from a strand that the watchdog found blocked, unless it has moved since. */
    boolean takeFrom(Strand strand, long movesThen) {
        if (strand != holder || moves != movesThen) {
            return false;
        }
        holder = null;
        strand.stray = true;
        strays.add(strand);
        return true;
    }

    /** Lets the clock move although strands are astray: the watchdog found all of them blocked for good. */
    boolean passStrays(long movesThen) {
        if (taken || moves != movesThen || outside > 0) {
            return false;
        }
        passingStrays = true;
        replayable = false;
        return takeIfFree();
    }

    // ---- handing on

    /** Gives the baton to whoever is next; called by the thread that has it, never under the lock. */
    void handOn() {
        while (true) {
            Strand next;
            Alarm due = null;
            boolean first = false;
            lock.lock();
            try {
                next = next();
                if (next != null) {
                    first = !next.begun;
                    next.begun = true;
                    holder = next;
                    replayable &= strays.isEmpty();
                } else if (firing) {
                    due = alarms.first();
                }
                if (due != null) {
                    alarms.remove(due);
                }
            } finally {
                lock.unlock();
            }
            if (due == null) {
                if (next != null) {
                    next.grant(first);
                }
                return;
            }
            due.signal.run();
        }
    }

    /** Who is next; null if alarms are to be fired first, if nobody can go on now, or if the conductor has the baton. */
    private @Nullable Strand next() {
        moved();
        if (abandoned) {
            firing = false;
            return null;
        }
        if (++switches > LIVELOCK_SWITCHES) {
            return halt(Halt.LIVELOCK);
        }
        Alarm first = alarms.first();
        boolean due = first != null && first.at <= now;
        if (firing && due) {
            return null;
        }
        firing = false;
        Strand runnable = order.poll();
        if (runnable != null) {
            return runnable;
        }
        if (due) {
            firing = true;
            return null;
        }
        boolean held = outside > 0 || (!strays.isEmpty() && !passingStrays);
        passingStrays = false;
        if (held) {
            taken = false;
            return null;
        }
        Strand settled = settling.poll();
        if (settled != null) {
            return settled;
        }
        if (mainEnded && !closing) {
            return halt(Halt.SETTLED);
        }
        if (first == null) {
            Strand standing = standAwake();
            if (standing != null) {
                return standing;
            }
            return halt(strands.isEmpty() ? Halt.SETTLED : Halt.DEADLOCK);
        }
        now = first.at;
        switches = 0;
        firing = true;
        return null;
    }

    private @Nullable Strand standAwake() {
        Strand strand = standing.poll();
        if (strand != null) {
            strand.parked = false;
        }
        return strand;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Under the lock.
    private void moved() {
        moves++;
    }

    private @Nullable Strand halt(Halt why) {
        firing = false;
        holder = null;
        halt = why;
        told.signalAll();
        return null;
    }

    // ---- the conductor's side

    /** Waits until the conductor gets the baton; null if the limit was reached before. */
    @Nullable
    Halt awaitHalt(long limitNanos) throws InterruptedException {
        long left = limitNanos;
        lock.lock();
        try {
            while (halt == null && left > 0) {
                left = told.awaitNanos(left);
            }
            Halt why = halt;
            halt = null;
            return why;
        } finally {
            lock.unlock();
        }
    }

    /** The main strand gives the baton to the conductor and waits until there is more to do. */
    void pauseUntil(Strand main, BooleanSupplier ready) {
        lock.lock();
        try {
            if (!ready.getAsBoolean()) {
                moved();
                halt(Halt.DONE);
                while (!ready.getAsBoolean()) {
                    told.awaitUninterruptibly();
                }
                holder = main;
            }
        } finally {
            lock.unlock();
        }
    }

    /** From now on time may pass for what is left, though the main strand has ended. */
    void close() {
        lock.lock();
        try {
            closing = true;
            switches = 0;
        } finally {
            lock.unlock();
        }
    }

    /** Gives up a world that does not come to its end: all its waits throw, and its strands run as they like. */
    void abandon() {
        List<Strand> waiting = new ArrayList<>();
        List<Strand> unbegun = new ArrayList<>();
        lock.lock();
        try {
            abandoned = true;
            replayable = false;
            for (Strand strand : strands.values()) {
                (strand.begun ? waiting : unbegun).add(strand);
                strand.begun = true;
            }
        } finally {
            lock.unlock();
        }
        waiting.forEach(strand -> strand.grant(false));
        unbegun.forEach(strand -> strand.grant(true));
    }

    /** Waits until the last strand has ended; false if the limit was reached before. */
    boolean awaitEmpty(long limitNanos) throws InterruptedException {
        long left = limitNanos;
        lock.lock();
        try {
            while (!strands.isEmpty() && left > 0) {
                left = told.awaitNanos(left);
            }
            return strands.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
