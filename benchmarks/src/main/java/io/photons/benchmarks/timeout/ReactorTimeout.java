package io.photons.benchmarks.timeout;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Reactor: {@code timeout}, which cancels the subscription and so interrupts the work. */
final class ReactorTimeout implements Contender {

    @Override
    public String name() {
        return "Reactor timeout";
    }

    @Override
    public Trial prepare(Load load) {

        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        Scheduler scheduler = Schedulers.fromExecutorService(executor);
        return new Calls(
                load,
                body -> Mono.fromCallable(body)
                        .subscribeOn(scheduler)
                        .timeout(Timeouts.LIMIT)
                        .block(),
                List.of(executor));
    }
}
