package io.photons.benchmarks.parked;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Crowd;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The JDK's executor of virtual threads. */
final class ParkedExecutor implements Contender {

    @Override
    public String name() {
        return "newVirtualThreadPerTaskExecutor";
    }

    @Override
    public Trial prepare(Load load) {
        Crowd crowd = new Crowd(load.operations());
        Callable<Object> body = crowd.body();
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
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
