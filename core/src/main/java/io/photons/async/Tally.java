package io.photons.async;

import org.jspecify.annotations.Nullable;

/**
 * How many tasks came, and how they ended: plain numbers, under the lock of who has them.
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
    void end(@Nullable Object end, long ranMillis) {
        if (end instanceof Cancellation) {
            cancelled++;
        } else if (end instanceof Failed) {
            failed++;
        } else {
            succeeded++;
        }
        runMillis += ranMillis;
    }

    void add(Tally other) {
        started += other.started;
        succeeded += other.succeeded;
        failed += other.failed;
        cancelled += other.cancelled;
        runMillis += other.runMillis;
    }
}
