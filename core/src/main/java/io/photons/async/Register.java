package io.photons.async;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds jobs, and is told when they end.
 *
 * <p><b>Source.</b> H5, E1.
 */
abstract class Register {

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
                Roster.class,
                Row.class,
                Scope.class,
                Scope.Stage.class,
                Slots.class,
                Stragglers.class,
                Tally.class,
                TaskTimeoutException.class,
                TimedTask.class,
                Waits.class);
    }

    final AsyncRuntime runtime;

    /** The jobs held; its lock is this register's. Apart, as whoever ends a job reads the fields here all the time. */
    final Roster roster = new Roster();

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

    final void lock() {
        roster.lock();
    }

    final void unlock() {
        roster.unlock();
    }

    /** Takes a job in. */
    final void hold(Job<?> job) {
        lock();
        try {
            roster.add(job);
        } finally {
            unlock();
        }
    }

    /** The jobs held now, in the order of adding. */
    final List<Job<?>> snapshot() {
        return roster.snapshot();
    }
}
