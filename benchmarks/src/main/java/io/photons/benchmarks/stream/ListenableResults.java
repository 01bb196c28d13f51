package io.photons.benchmarks.stream;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import io.photons.benchmarks.Bodies;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** Guava: {@code inCompletionOrder}, the futures of virtual threads one after the other as they end. */
final class ListenableResults implements Contender {

    @Override
    public String name() {
        return "Guava inCompletionOrder";
    }

    @Override
    public Trial prepare(Load load) {
        Callable<Object> body = Bodies.of(load);
        return () -> {
            try (ListeningExecutorService executor =
                    MoreExecutors.listeningDecorator(Executors.newVirtualThreadPerTaskExecutor())) {
                List<ListenableFuture<Object>> futures = new ArrayList<>(load.operations());
                for (int i = 0; i < load.operations(); i++) {
                    futures.add(executor.submit(body));
                }
                for (ListenableFuture<Object> future : Futures.inCompletionOrder(futures)) {
                    future.get();
                }
            }
        };
    }
}
