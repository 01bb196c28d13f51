package io.photons.async.testkit;

import org.jspecify.annotations.Nullable;

/** A piece of work that the conducting thread has the main strand do. */
final class Errand<T extends @Nullable Object> {

    private final Work<T> work;

    // Written by the main strand, read by the conductor once the baton came back to it.
    private @Nullable T value;
    private @Nullable Throwable error;
    private volatile boolean done;

    Errand(Work<T> work) {
        this.work = work;
    }

    void run() {
        try {
            value = work.call();
        } catch (Throwable e) {
            error = e;
        }
        done = true;
    }

    boolean isDone() {
        return done;
    }

    @Nullable
    Throwable error() {
        return error;
    }

    /** What the work returned or threw. */
    @SuppressWarnings("NullAway") // The value is null only where T may be.
    T result() throws Throwable {
        if (error != null) {
            throw error;
        }
        return value;
    }
}
