package io.photons.benchmarks.cancel;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Crowd;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** Guava: {@code allAsList}, cancelled, and the executor closed, as nothing else waits for the bodies. */
final class ListenableCancel implements Contender {

    @Override
    public String name() {
        return "Guava allAsList.cancel + close";
    }

    @Override
    public Trial prepare(Load load) throws Exception {
        Crowd crowd = new Crowd(load.operations());
        Callable<Object> body = crowd.body();
        ListeningExecutorService executor =
                MoreExecutors.listeningDecorator(Executors.newVirtualThreadPerTaskExecutor());
        List<ListenableFuture<Object>> futures = new ArrayList<>(load.operations());
        for (int i = 0; i < load.operations(); i++) {
            futures.add(executor.submit(body));
        }
        ListenableFuture<List<Object>> all = Futures.allAsList(futures);
        crowd.await();
        return () -> {
            all.cancel(true);
            executor.close();
        };
    }
}
