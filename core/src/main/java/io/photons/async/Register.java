package io.photons.async;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that somebody holds, in the order of adding: an intrusive list, so that adding and letting go take constant
 * time and leave nothing behind.
 *
 * <p><b>Source.</b> H5, E1.
 */
abstract class Register extends SpinLock {

    static {
        Essentials.loaded(
                Action.class,
                ContextCarrier.class,
                ContextCarrier.Carriers.class,
                Flight.class,
                Graces.class,
                Interruptions.class,
                Job.class,
                Root.class,
                Scope.class,
                Scope.Stage.class,
                Slots.class,
                Stragglers.class,
                Tally.class,
                TaskTimeoutException.class,
                TimedTask.class,
                Waits.class);
    }

    /** How many jobs are looked at under the lock by who only looks. */
    private static final int GLANCE = 256;

    final AsyncRuntime runtime;

    /** Under the lock: how many tasks came, and how they ended. */
    final Tally tally = new Tally();

    // All under the lock.
    private @Nullable Job<?> first;
    private @Nullable Job<?> last;
    private int held;

    Register(AsyncRuntime runtime) {
        this.runtime = runtime;
    }

    /** Called on the thread that ended a job, before the job's callbacks. */
    abstract void ended(Job<?> job);

    /** Called when a job has ended and its callbacks have run. */
    abstract void released(Job<?> job);

    /** Called before a thread waits for a job; true if the thread lent it its slot, so that it can begin. */
    boolean awaited(Job<?> job) {
        return false;
    }

    /** Called after a thread has waited for a job. */
    void awaitedNoMore(Job<?> job) {}

    /** Called when somebody is the first to ask a job to end. */
    void asked(Job<?> job) {}

    /** The deadline that the jobs inherit. */
    long deadline() {
        return AsyncRuntime.NO_DEADLINE;
    }

    /** The task which waits for the jobs held here, or which opened this; null if none does. */
    @Nullable
    Task<?> opener() {
        return null;
    }

    /** Where background tasks that the jobs start are kept. */
    abstract Root root();

    /** Takes a job in. */
    final void hold(Job<?> job) {
        lock();
        try {
            link(job);
        } finally {
            unlock();
        }
    }

    /** Under the lock: takes a job in. */
    final void link(Job<?> job) {
        Job<?> tail = last;
        job.previous = tail;
        if (tail == null) {
            first = job;
        } else {
            tail.next = job;
        }
        last = job;
        held++;
        if (!job.isAdopted()) {
            tally.started++;
        }
    }

    /** Under the lock: lets a job go; false if it was not held any more. */
    final boolean unlink(Job<?> job) {
        Job<?> before = job.previous;
        Job<?> after = job.next;
        if (before == null && first != job) {
            return false;
        }
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        job.previous = null;
        job.next = null;
        held--;
        return true;
    }

    final boolean isLinked(Job<?> job) {
        return job.previous != null || first == job;
    }

    /** How many are held; exact under the lock. */
    final int held() {
        return held;
    }

    /**
     * The jobs held, in the order of adding, for those who only look: the lock is taken for a few at a time. Those that
     * come or go meanwhile may be among them or not.
     */
    final List<Job<?>> survey() {
        List<Job<?>> seen = new ArrayList<>();
        Job<?>[] glance = new Job<?>[GLANCE];
        int limit = held();
        int found;
        do {
            found = glance(seen, glance);
            for (int i = 0; i < found; i++) {
                seen.add(glance[i]);
            }
            // All that were there at the beginning are among so many, as those that come are last.
        } while (found == GLANCE && seen.size() < limit);
        return seen;
    }

    /** Looks at the next few after those seen: after the last one that is still held. */
    private int glance(List<Job<?>> seen, Job<?>[] glance) {
        lock();
        try {
            int last = seen.size() - 1;
            while (last >= 0 && !isLinked(seen.get(last))) {
                last--;
            }
            int found = 0;
            Job<?> job = last < 0 ? first : seen.get(last).next;
            for (; job != null && found < glance.length; job = job.next) {
                glance[found++] = job;
            }
            return found;
        } finally {
            unlock();
        }
    }

    /** The jobs held now, in the order of adding. */
    final List<Job<?>> snapshot() {
        lock();
        try {
            List<Job<?>> jobs = new ArrayList<>(held);
            for (Job<?> job = first; job != null; job = job.next) {
                jobs.add(job);
            }
            return jobs;
        } finally {
            unlock();
        }
    }
}
