package io.photons.async.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
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

    final ReentrantLock lock = new ReentrantLock();
    final Condition told = lock.newCondition();
    final Turns turns;
    final Steps steps = new Steps();

    private @Nullable Halt halt;

    // Written by whoever has the baton and calls a signal; read by those who ask whether it is their own thread.
    private volatile @Nullable Thread signaller;

    // Written under the lock; read also by the watchdog and by whoever asks for the time.
    private volatile boolean taken = true;
    private volatile @Nullable Strand holder;
    private volatile long moves;
    private volatile boolean abandoned;
    private volatile boolean replayable = true;

    // Written by whoever runs, read by the watchdog; a lost count does no harm.
    private final AtomicLong clockReads = new AtomicLong();

    Baton(Order order) {
        turns = new Turns(order, lock);
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

    /** Counts, about, how often the clock was read: who polls it without waiting makes no other move. */
    void clockWasRead() {
        clockReads.lazySet(clockReads.get() + 1);
    }

    long clockReads() {
        return clockReads.get();
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
        turns.enqueue(strand);
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
            turns.strays.remove(strand);
        } else if (strand == holder) {
            holder = null;
            return true;
        }
        return takeIfFree();
    }

    /** Takes down that the calling thread, or a timer whose signal it calls, did something to a strand. */
    void note(Steps.Act act, Strand other) {
        Thread caller = Thread.currentThread();
        boolean byTimer = caller.equals(signaller);
        steps.addDeed(turns.now(), byTimer ? null : turns.strands.get(caller), byTimer, act, other);
    }

    /** Takes the baton from a strand that the watchdog found blocked, unless it has moved since. */
    boolean takeFrom(Strand strand, long movesThen) {
        if (strand != holder || moves != movesThen) {
            return false;
        }
        holder = null;
        steps.add(turns.now(), strand, Steps.Act.GOES_ASTRAY);
        strand.stray = true;
        turns.strays.add(strand);
        return true;
    }

    /** Ends the run for a strand that never waits, unless it has moved since. */
    void stopCircling(Strand strand, long movesThen) {
        lock.lock();
        try {
            if (takeFrom(strand, movesThen)) {
                halt(Halt.LIVELOCK);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets the clock move although strands are astray: the watchdog found all of them blocked for good. */
    boolean passStrays(long movesThen) {
        if (taken || moves != movesThen || turns.outside > 0) {
            return false;
        }
        turns.passStrays();
        replayable = false;
        return takeIfFree();
    }

    // ---- handing on

    /** Gives the baton to whoever is next; called by the thread that has it, never under the lock. */
    void handOn() {
        boolean mine = true;
        while (mine) {
            boolean first = false;
            Turn turn;
            lock.lock();
            try {
                moved();
                if (abandoned) {
                    return;
                }
                turn = turns.next();
                switch (turn) {
                    case Turn.Run(Strand next) -> {
                        first = !next.begun;
                        next.begun = true;
                        holder = next;
                        steps.add(turns.now(), next, first ? Steps.Act.BEGINS : Steps.Act.GOES_ON);
                        replayable &= turns.strays.isEmpty();
                    }
                    case Turn.Stop(Halt why) -> halt(why);
                    case Turn.Lie() -> taken = false;
                    case Turn.Fire(Alarm due) -> {}
                }
            } finally {
                lock.unlock();
            }
            mine = turn instanceof Turn.Fire;
            if (turn instanceof Turn.Fire(Alarm due)) {
                signal(due);
            } else if (turn instanceof Turn.Run(Strand next)) {
                next.grant(first);
            }
        }
    }

    // Guards against a signal that throws, which it must not: the baton would be lost, and the run would hang.
    private void signal(Alarm due) {
        signaller = Thread.currentThread();
        try {
            due.signal.run();
        } catch (RuntimeException | Error e) {
            System.getLogger("io.photons.async.testkit").log(System.Logger.Level.ERROR, "A timer's signal failed", e);
        } finally {
            signaller = null;
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Under the lock.
    private void moved() {
        moves++;
    }

    private void halt(Halt why) {
        holder = null;
        halt = why;
        told.signalAll();
    }

    /** The latest steps of the schedule, a line each. */
    String showSteps() {
        lock.lock();
        try {
            return steps.show();
        } finally {
            lock.unlock();
        }
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
            turns.close();
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
            for (Strand strand : turns.strands.values()) {
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
            while (!turns.strands.isEmpty() && left > 0) {
                left = told.awaitNanos(left);
            }
            return turns.strands.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
