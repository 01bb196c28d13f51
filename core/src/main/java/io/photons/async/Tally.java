package io.photons.async;

/**
 * How many tasks came to a register, and how they ended. Plain numbers under the lock of the register, which is taken
 * anyway.
 *
 * <p><b>Source.</b> W6.
 */
final class Tally {

    long started;
    long succeeded;
    long failed;
    long cancelled;
    long runMillis;

    /** A task has ended. */
    void end(Job<?> job, long nowMillis) {
        Object end = job.ended();
        if (end instanceof Cancellation) {
            cancelled++;
        } else if (end instanceof Failed) {
            failed++;
        } else {
            succeeded++;
        }
        runMillis += Math.max(0, nowMillis - job.sinceMillis());
    }

    void add(Tally other) {
        started += other.started;
        succeeded += other.succeeded;
        failed += other.failed;
        cancelled += other.cancelled;
        runMillis += other.runMillis;
    }
}
