package io.photons.benchmarks.parked;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Crowd;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Completable futures on virtual threads, and what {@code allOf} makes of them. */
final class ParkedCompletableFuture implements Contender {

    @Override
    public String name() {
        return "CompletableFuture, allOf";
    }

    @Override
    public Trial prepare(Load load) {
        Crowd crowd = new Crowd(load.operations());
        Callable<Object> body = crowd.body();
        Supplier<Object> supplier = () -> {
            try {
                return body.call();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        };
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        List<CompletableFuture<?>> all = new ArrayList<>();
        return new Trial() {
            @Override
            public void run() throws Exception {
                CompletableFuture<?>[] futures = new CompletableFuture<?>[load.operations()];
                for (int i = 0; i < futures.length; i++) {
                    futures[i] = CompletableFuture.supplyAsync(supplier, executor);
                }
                all.add(CompletableFuture.allOf(futures));
                crowd.await();
            }

            @Override
            public void clear() {
                executor.shutdownNow();
                executor.close();
            }
        };
    }
}
