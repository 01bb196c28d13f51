package io.photons.benchmarks.spawn;

import io.photons.benchmarks.Load;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What the tasks do, by its name in the table. */
final class Bodies {

    static final String AT_ONCE = "at once";
    static final String PARK = "park 1 ms";

    private static final Callable<Object> RETURNS_AT_ONCE = () -> Boolean.TRUE;
    private static final Callable<Object> PARKS = () -> {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        return Boolean.TRUE;
    };

    private Bodies() {}

    static Callable<Object> of(Load load) {
        return load.body().equals(PARK) ? PARKS : RETURNS_AT_ONCE;
    }
}
