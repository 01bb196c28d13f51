package io.photons.benchmarks.timeout;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Role;
import io.photons.benchmarks.Trial;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A completable future with {@code orTimeout}, which would not stop the work. */
final class FutureOrTimeout implements Contender {

    @Override
    public String name() {
        return "CompletableFuture.orTimeout (stops nothing)";
    }

    @Override
    public Role role() {
        return Role.OTHER;
    }

    @Override
    public Trial prepare(Load load) {
        return () -> {
            AtomicInteger value = new AtomicInteger();
            try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < load.operations(); i++) {
                    CompletableFuture.supplyAsync(value::incrementAndGet, executor)
                            .orTimeout(Timeouts.LIMIT.toNanos(), TimeUnit.NANOSECONDS)
                            .join();
                }
            }
        };
    }
}
