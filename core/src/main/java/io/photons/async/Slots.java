package io.photons.async;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The right to run, in a scope that limits how many bodies run at once: who has a slot, who waits for one in the order of
 * adding, and who has lent his.
 *
 * <p>A body that waits for a job which is still queued lends it its slot and has it back when that job ends. A slot is
 * lent to one at a time: what else its holder's own tasks wait for is lent to next. Where a wait is given up before the
 * job has ended, both run, one more than there are slots, and nobody gets a fresh slot until that is made up for.
 *
 * <p>All state is under the lock of the scope; jobs are launched outside of it.
 *
 * <p><b>Source.</b> H9, S11.
 */
final class Slots {

    private final Scope scope;
    private final int limit;

    /** How many slots are in use; a lender and who runs on his slot use one. */
    private int inUse;

    private final LinkedHashSet<Job<?>> queue = new LinkedHashSet<>(0);

    /** By who runs on a slot that was lent: the lender. */
    private final IdentityHashMap<Job<?>, Job<?>> lenders = new IdentityHashMap<>(0);

    /** By lender: who runs on his slot. */
    private final IdentityHashMap<Job<?>, Job<?>> loans = new IdentityHashMap<>(0);

    /** By who would lend: what he and his own tasks wait for, and how many of them do. */
    private final Map<Job<?>, LinkedHashMap<Job<?>, Integer>> wants = new LinkedHashMap<>(0);

    // How many wait for a slot or would lend one; written under the lock, read by who looks whether to take it.
    private volatile int waiting;

    Slots(Scope scope, int limit) {
        this.scope = scope;
        this.limit = limit;
    }

    /** Has a job wait for its slot, and starts whoever may. */
    void enqueue(Job<?> job) {
        scope.lock();
        try {
            job.markSlotted();
            try {
                // Guards against a job that ended before it got here, when there was no place of its to take.
                if (job.isNew()) {
                    queue.add(job);
                }
            } finally {
                if (!queue.contains(job)) {
                    job.takeSlotted();
                }
            }
        } finally {
            unlock();
        }
        startNext();
    }

    /** Starts those that wait, as far as there are slots, or somebody who would lend his. */
    void startNext() {
        if (waiting == 0) {
            return;
        }
        for (Job<?> next = next(); next != null; next = next()) {
            next.beginAnew();
            next.launch();
        }
    }

    private @Nullable Job<?> next() {
        scope.lock();
        try {
            for (Map.Entry<Job<?>, LinkedHashMap<Job<?>, Integer>> want : wants.entrySet()) {
                Job<?> borrower = lend(want.getKey(), want.getValue().keySet());
                if (borrower != null) {
                    return borrower;
                }
            }
            while (inUse < limit && !queue.isEmpty() && scope.mayStart()) {
                Job<?> first = queue.iterator().next();
                queue.remove(first);
                if (first.isNew()) {
                    inUse++;
                    return first;
                }
                first.takeSlotted();
            }
            return null;
        } finally {
            unlock();
        }
    }

    /**
     * Has the calling thread's body lend its slot to a job that it is about to wait for, now or as soon as it can.
     *
     * @return true if it lends or will; then {@link #awaitedNoMore} is to follow
     */
    boolean awaited(Job<?> job) {
        Job<?> lender = job.isSlotted() ? holderOfSlot() : null;
        if (lender == null) {
            return false;
        }
        scope.lock();
        try {
            if (!queue.contains(job) || !lender.isSlotted()) {
                return false;
            }
            wants.computeIfAbsent(lender, key -> new LinkedHashMap<>()).merge(job, 1, Integer::sum);
        } finally {
            unlock();
        }
        startNext();
        return true;
    }

    /** Ends what {@link #awaited} began. A job that still runs on the slot of a body which waits no more gets its own. */
    void awaitedNoMore(Job<?> job) {
        Job<?> lender = holderOfSlot();
        if (lender == null) {
            return;
        }
        scope.lock();
        try {
            boolean others = wantsNoMore(lender, job);
            if (!others && loans.get(lender) == job) {
                loans.remove(lender);
                lenders.remove(job);
                inUse++;
            }
        } finally {
            unlock();
        }
    }

    /** Takes one wish back; true if somebody else has the same. */
    private boolean wantsNoMore(Job<?> lender, Job<?> job) {
        Map<Job<?>, Integer> wanted = wants.get(lender);
        if (wanted == null) {
            return false;
        }
        boolean others = wanted.computeIfPresent(job, (key, times) -> times == 1 ? null : times - 1) != null;
        if (wanted.isEmpty()) {
            wants.remove(lender);
        }
        return others;
    }

    /** Lends a slot to the first that is wanted and still queued, if it can be lent; returns who got it. */
    private @Nullable Job<?> lend(Job<?> lender, Set<Job<?>> wanted) {
        if (loans.containsKey(lender) || scope.finalFuture.ended() != null) {
            return null;
        }
        for (Job<?> job : wanted) {
            if (job.isNew() && queue.remove(job)) {
                loans.put(lender, job);
                lenders.put(job, lender);
                return job;
            }
        }
        return null;
    }

    /** The body in the calling thread, or around it, that runs on a slot of this scope. */
    private @Nullable Job<?> holderOfSlot() {
        for (Task<?> at = Task.current(); at instanceof Job<?> job; at = job.caller()) {
            if (job.register == scope && job.isSlotted()) {
                return job;
            }
        }
        return null;
    }

    /** Takes the slot of a job that has ended, or its place in the queue, and starts whoever may. */
    void free(Job<?> job) {
        if (!job.isSlotted()) {
            return;
        }
        scope.lock();
        try {
            if (job.takeSlotted() && !queue.remove(job)) {
                giveBack(job);
            }
            wants.remove(job);
        } finally {
            unlock();
        }
        startNext();
    }

    private void unlock() {
        waiting = queue.size() + wants.size();
        scope.unlock();
    }

    private void giveBack(Job<?> job) {
        Job<?> borrower = loans.remove(job);
        Job<?> lender = lenders.remove(job);
        if (borrower != null) {
            lenders.remove(borrower);
        }
        if (lender != null) {
            loans.remove(lender);
        }
        if (borrower != null && lender != null) {
            loans.put(lender, borrower);
            lenders.put(borrower, lender);
        } else if (borrower == null && lender == null) {
            inUse--;
        }
    }
}
