package io.photons.benchmarks.parked;

import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Crowd;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** Guava: a listening decorator around virtual threads. */
final class ParkedListenable implements Contender {

    @Override
    public String name() {
        return "Guava ListeningExecutorService";
    }

    @Override
    public Trial prepare(Load load) {
        Crowd crowd = new Crowd(load.operations());
        Callable<Object> body = crowd.body();
        ListeningExecutorService executor =
                MoreExecutors.listeningDecorator(Executors.newVirtualThreadPerTaskExecutor());
        return new Trial() {
            @Override
            public void run() throws Exception {
                for (int i = 0; i < load.operations(); i++) {
                    executor.submit(body);
                }
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
