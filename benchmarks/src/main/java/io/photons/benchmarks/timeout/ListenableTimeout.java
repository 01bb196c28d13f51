package io.photons.benchmarks.timeout;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Guava: {@code withTimeout}, which cancels the future and so interrupts the work. */
final class ListenableTimeout implements Contender {

    @Override
    public String name() {
        return "Guava withTimeout";
    }

    @Override
    public Trial prepare(Load load) {

        ListeningExecutorService executor =
                MoreExecutors.listeningDecorator(Executors.newVirtualThreadPerTaskExecutor());
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().factory());
        return new Calls(
                load,
                body -> Futures.withTimeout(executor.submit(body), Timeouts.LIMIT, timer)
                        .get(),
                List.of(executor, timer::shutdownNow));
    }
}
