package io.photons.benchmarks.timeout;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Role;
import io.photons.benchmarks.Trial;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

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

        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        return new Calls(
                load,
                body -> CompletableFuture.supplyAsync(
                                () -> {
                                    try {
                                        return body.call();
                                    } catch (Exception e) {
                                        throw new CompletionException(e);
                                    }
                                },
                                executor)
                        .orTimeout(Timeouts.LIMIT.toNanos(), TimeUnit.NANOSECONDS)
                        .join(),
                List.of(executor));
    }
}
