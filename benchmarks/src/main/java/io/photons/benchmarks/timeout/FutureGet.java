package io.photons.benchmarks.timeout;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** The JDK's executor of virtual threads, and a timed get which cancels what is late. */
final class FutureGet implements Contender {

    @Override
    public String name() {
        return "executor + Future.get(limit)";
    }

    @Override
    public Trial prepare(Load load) {
        return () -> {
            AtomicInteger value = new AtomicInteger();
            try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < load.operations(); i++) {
                    Future<Integer> future = executor.submit(value::incrementAndGet);
                    try {
                        future.get(Timeouts.LIMIT.toNanos(), TimeUnit.NANOSECONDS);
                    } catch (TimeoutException late) {
                        future.cancel(true);
                    }
                }
            }
        };
    }
}
