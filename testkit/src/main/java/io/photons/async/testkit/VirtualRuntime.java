package io.photons.async.testkit;

import io.photons.async.AsyncRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The runtime of a virtual world: real virtual threads of which only the one that has the {@link Baton} runs, and a clock
 * that moves only when all of them wait.
 *
 * <p>What comes from threads outside of the world only puts strands into the queue.
 *
 * <p><b>Source.</b> E5.
 */
final class VirtualRuntime implements AsyncRuntime {

    final Baton baton;

    // Written under the baton's lock, by the first start.
    private @Nullable Strand main;

    // Under the baton's lock.
    private long started;

    VirtualRuntime(Order order) {
        baton = new Baton(order);
    }

    @Override
    public long nanoTime() {
        baton.clockWasRead();
        return baton.turns.now();
    }

    @Override
    public long coarseMillis() {
        // Exact here. It is no reading of the clock by the program, which might poll it in vain.
        return baton.turns.now() / 1_000_000;
    }

    @Override
    public Thread start(@Nullable String name, Body body) {
        // Not under the lock: making a thread is the JDK's code.
        Strand strand = new Strand(name, body, this);
        baton.step(() -> {
            refuseIfAbandoned();
            strand.number = started++;
            if (main == null) {
                main = strand;
            } else {
                baton.note(Steps.Act.STARTS, strand);
            }
            baton.turns.strands.put(strand.thread, strand);
            return baton.enqueue(strand);
        });
        return strand.thread;
    }

    void ended(Strand strand) {
        baton.step(() -> {
            baton.steps.add(baton.turns.now(), strand, Steps.Act.ENDS);
            baton.turns.strands.remove(strand.thread);
            baton.turns.mainEnded |= strand == main;
            baton.told.signalAll();
            return baton.leave(strand);
        });
    }

    @Override
    public void park(Object blocker, long deadline) {
        Strand strand = current();
        LockSupport.setCurrentBlocker(deadline == NO_DEADLINE ? blocker : new TimedPark(blocker, deadline));
        try {
            if (waits(strand, blocker, deadline)) {
                awaitTurn(strand);
            }
        } finally {
            LockSupport.setCurrentBlocker(null);
        }
    }

    /** Whether the strand has given the baton away; false if it may go on at once. */
    private boolean waits(Strand strand, Object blocker, long deadline) {
        boolean[] waits = {true};
        baton.step(() -> {
            refuseIfAbandoned();
            boolean goesOn = strand.permit || Thread.currentThread().isInterrupted();
            if (goesOn) {
                strand.permit = false;
                if (!strand.stray) {
                    waits[0] = false;
                    return false;
                }
            }
            boolean mine = baton.leave(strand);
            if (goesOn) {
                baton.turns.order.add(strand);
            } else if (deadline <= baton.turns.now()) {
                baton.steps.add(baton.turns.now(), strand, Steps.Act.GIVES_WAY);
                baton.turns.order.gaveWay(strand);
                baton.turns.order.add(strand);
            } else {
                strand.parked = true;
                baton.steps.addWait(baton.turns.now(), strand, blocker, deadline);
                if (deadline != NO_DEADLINE) {
                    strand.alarm = baton.turns.alarms.add(deadline, () -> wake(strand), false);
                }
            }
            return mine;
        });
        return waits[0];
    }

    private void wake(Strand strand) {
        baton.step(() -> strand.parked && wakes(strand));
    }

    /** What a strand that waits until a time is parked on. */
    private record TimedPark(Object blocker, long deadline) implements TimedBlocker {}

    @Override
    public boolean isWaiting(Thread thread) {
        baton.lock.lock();
        try {
            Strand strand = baton.turns.strands.get(thread);
            // One that is there to run waits for the baton, as far as its thread can tell.
            return strand != null && (strand.parked || strand.stray);
        } finally {
            baton.lock.unlock();
        }
    }

    @Override
    public void unpark(Thread thread) {
        baton.step(() -> {
            Strand strand = baton.turns.strands.get(thread);
            if (strand == null) {
                return false;
            }
            strand.permit |= !strand.parked;
            return strand.parked && wakes(strand);
        });
    }

    private boolean wakes(Strand strand) {
        baton.note(Steps.Act.WAKES, strand);
        return baton.enqueue(strand);
    }

    @Override
    public void interrupt(Thread thread) {
        baton.step(() -> {
            Strand strand = baton.turns.strands.get(thread);
            if (strand == null) {
                return false;
            }
            baton.note(Steps.Act.INTERRUPTS, strand);
            if (strand == baton.holder() || strand.stray || (strand.outside > 0 && !strand.parked)) {
                thread.interrupt();
                return false;
            }
            return interruptWaiting(strand);
        });
    }

    /** Told by a strand that found its flag set while it waited: somebody interrupted it without asking the runtime. */
    void interruptedAwaiting(Strand strand) {
        baton.step(() -> interruptWaiting(strand));
    }

    private boolean interruptWaiting(Strand strand) {
        strand.interruptPending = true;
        return strand.parked && baton.enqueue(strand);
    }

    @Override
    public Timer schedule(long at, Runnable signal) {
        Alarm[] alarm = new Alarm[1];
        baton.step(() -> {
            alarm[0] = baton.turns.alarms.add(at, signal, true);
            return baton.takeIfFree();
        });
        return alarm[0];
    }

    @Override
    public int pendingTimers() {
        baton.lock.lock();
        try {
            return baton.turns.alarms.counted();
        } finally {
            baton.lock.unlock();
        }
    }

    @Override
    public void checkpoint() {
        Strand strand = strandOf(Thread.currentThread());
        if (strand == null || strand.outside > 0 || baton.isAbandoned()) {
            return;
        }
        boolean[] waits = {true};
        baton.step(() -> {
            if (strand == baton.holder() && (baton.turns.order.isEmpty() || baton.turns.order.goesOn(strand))) {
                waits[0] = false;
                return false;
            }
            baton.steps.add(baton.turns.now(), strand, Steps.Act.GIVES_WAY);
            boolean mine = baton.leave(strand);
            baton.turns.order.add(strand);
            return mine;
        });
        if (waits[0]) {
            strand.await();
        }
    }

    /** Makes sure that the calling strand has the baton: one that went astray has lost it. */
    void regain() {
        Strand strand = current();
        if (strand.stray) {
            baton.step(() -> {
                boolean mine = baton.leave(strand);
                baton.turns.order.add(strand);
                return mine;
            });
            awaitTurn(strand);
        }
    }

    /** Waits until all others wait and no alarm is due, without moving the clock. */
    void settle() {
        Strand strand = current();
        baton.step(() -> {
            refuseIfAbandoned();
            baton.turns.settling.add(strand);
            return baton.leave(strand);
        });
        awaitTurn(strand);
    }

    /**
     * Parks without a deadline until a permit, an interrupt, or a moment at which nothing else can ever go on.
     *
     * @return true if it was such a moment
     */
    boolean parkUntilStandstill(Object blocker) {
        Strand strand = current();
        baton.step(() -> {
            baton.turns.standing.add(strand);
            return false;
        });
        park(blocker, NO_DEADLINE);
        boolean[] stood = new boolean[1];
        baton.step(() -> {
            stood[0] = !baton.turns.standing.remove(strand);
            return false;
        });
        return stood[0];
    }

    /** Lets the calling thread, of this world or not, run without the baton, while the clock stands still. */
    void goOutside() {
        Strand strand = strandOf(Thread.currentThread());
        baton.step(() -> {
            baton.turns.outside++;
            return strand != null && strand.outside++ == 0 && baton.leave(strand);
        });
    }

    /** Ends what {@link #goOutside} began. */
    void comeInside() {
        Strand strand = strandOf(Thread.currentThread());
        boolean[] waits = {false};
        baton.step(() -> {
            baton.turns.outside--;
            if (strand != null && --strand.outside == 0 && !baton.isAbandoned()) {
                waits[0] = true;
                baton.turns.order.add(strand);
            }
            return baton.takeIfFree();
        });
        if (waits[0] && strand != null) {
            awaitTurn(strand);
        }
    }

    private void awaitTurn(Strand strand) {
        strand.await();
        refuseIfAbandoned();
        if (strand.outside > 0) {
            // It parked in the middle of time.outside: the baton woke it, but it goes on without.
            baton.step(() -> baton.leave(strand));
        }
    }

    /** Throws if the world was given up, so that what still runs in it comes to an end. */
    void refuseIfAbandoned() {
        if (baton.isAbandoned()) {
            throw new IllegalStateException("The virtual-time run that this task belongs to has ended");
        }
    }

    /** The calling thread's strand. */
    Strand current() {
        Strand strand = strandOf(Thread.currentThread());
        if (strand == null) {
            throw new IllegalStateException(Thread.currentThread() + " is no thread of this virtual-time run,"
                    + " so it cannot wait in it: start it as a task inside of the run");
        }
        return strand;
    }

    private @Nullable Strand strandOf(Thread thread) {
        baton.lock.lock();
        try {
            return baton.turns.strands.get(thread);
        } finally {
            baton.lock.unlock();
        }
    }

    /** The bodies that have not ended, in the order of their starts. */
    List<Body> bodies() {
        List<Body> bodies = new ArrayList<>();
        baton.lock.lock();
        try {
            baton.turns.strands.values().forEach(strand -> bodies.add(strand.body));
        } finally {
            baton.lock.unlock();
        }
        return bodies;
    }
}
