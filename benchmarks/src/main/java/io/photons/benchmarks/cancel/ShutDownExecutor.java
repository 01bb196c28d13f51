package io.photons.benchmarks.cancel;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Crowd;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The JDK's executor of virtual threads: {@code shutdownNow}, close. */
final class ShutDownExecutor implements Contender {

    @Override
    public String name() {
        return "executor.shutdownNow";
    }

    @Override
    public Trial prepare(Load load) throws InterruptedException {
        Crowd crowd = new Crowd(load.operations());
        Callable<Object> body = crowd.body();
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        for (int i = 0; i < load.operations(); i++) {
            executor.submit(body);
        }
        crowd.await();
        return () -> {
            executor.shutdownNow();
            executor.close();
        };
    }
}
