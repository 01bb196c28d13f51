package io.photons.benchmarks.spawn;

import io.photons.benchmarks.Bodies;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Completable futures on virtual threads, joined by {@code allOf}. */
final class CompletableFutures implements Contender {

    @Override
    public String name() {
        return "CompletableFuture, allOf";
    }

    @Override
    public Trial prepare(Load load) {
        Callable<Object> body = Bodies.of(load);
        Supplier<Object> supplier = () -> {
            try {
                return body.call();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        };
        return () -> {
            try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
                CompletableFuture<?>[] futures = new CompletableFuture<?>[load.operations()];
                for (int i = 0; i < futures.length; i++) {
                    futures[i] = CompletableFuture.supplyAsync(supplier, executor);
                }
                CompletableFuture.allOf(futures).join();
            }
        };
    }
}
