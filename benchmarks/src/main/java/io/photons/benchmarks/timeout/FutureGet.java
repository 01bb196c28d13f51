package io.photons.benchmarks.timeout;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The JDK's executor of virtual threads, and a timed get which cancels what is late. */
final class FutureGet implements Contender {

    @Override
    public String name() {
        return "executor + Future.get(limit)";
    }

    @Override
    public Trial prepare(Load load) {

        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        return new Calls(
                load,
                body -> {
                    Future<Object> future = executor.submit(body);
                    try {
                        future.get(Timeouts.LIMIT.toNanos(), TimeUnit.NANOSECONDS);
                    } catch (TimeoutException late) {
                        future.cancel(true);
                    }
                },
                List.of(executor));
    }
}
