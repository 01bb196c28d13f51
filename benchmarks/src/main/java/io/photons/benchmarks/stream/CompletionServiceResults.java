package io.photons.benchmarks.stream;

import io.photons.benchmarks.Bodies;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The JDK's completion service on virtual threads. */
final class CompletionServiceResults implements Contender {

    @Override
    public String name() {
        return "ExecutorCompletionService";
    }

    @Override
    public Trial prepare(Load load) {
        Callable<Object> body = Bodies.of(load);
        return () -> {
            try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
                ExecutorCompletionService<Object> results = new ExecutorCompletionService<>(executor);
                for (int i = 0; i < load.operations(); i++) {
                    results.submit(body);
                }
                for (int i = 0; i < load.operations(); i++) {
                    results.take().get();
                }
            }
        };
    }
}
