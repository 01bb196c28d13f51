package io.photons.async.metrics;

import io.photons.async.TaskCounts;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The counts for all meters: read once for those that are asked together, as a registry asks one after the other and each
 * reading looks at every task.
 *
 * <p>There is one for the JVM, held for good: registries hold what they read from weakly.
 */
final class Reading {

    static final Reading OF_THE_JVM = new Reading(TaskCounts::now);

    /** A publication takes less, and two of them are further apart. */
    private static final long FRESH_NANOS = 100_000_000;

    private record Taken(TaskCounts counts, long at) {}

    private final Supplier<TaskCounts> source;

    /** Whoever finds it too old replaces it; the last one wins, and each is as good as the other. */
    private final AtomicReference<@Nullable Taken> last = new AtomicReference<>();

    Reading(Supplier<TaskCounts> source) {
        this.source = source;
    }

    TaskCounts counts() {
        Taken taken = last.get();
        if (taken == null || System.nanoTime() - taken.at > FRESH_NANOS) {
            taken = new Taken(source.get(), System.nanoTime());
            last.set(taken);
        }
        return taken.counts;
    }
}
