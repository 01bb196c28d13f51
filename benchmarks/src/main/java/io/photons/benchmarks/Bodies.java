package io.photons.benchmarks;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What the tasks do, by its name in the table. */
public final class Bodies {

    /** Returns at once. */
    public static final String TRIVIAL = "trivial";
    /** Parks for a millisecond. */
    public static final String PARKS = "parks";

    private static final Callable<Object> RETURNING = () -> Boolean.TRUE;
    private static final Callable<Object> PARKING = () -> {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        return Boolean.TRUE;
    };

    private Bodies() {}

    /**
     * Returns what a task does under a load.
     *
     * @param load the load
     * @return the body, always the same one
     */
    public static Callable<Object> of(Load load) {
        return load.body().startsWith(PARKS) ? PARKING : RETURNING;
    }
}
