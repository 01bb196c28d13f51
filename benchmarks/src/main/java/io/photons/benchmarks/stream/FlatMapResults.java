package io.photons.benchmarks.stream;

import io.photons.benchmarks.Bodies;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Reactor: {@code flatMap} without a limit, each body on a virtual thread. */
final class FlatMapResults implements Contender {

    @Override
    public String name() {
        return "Reactor flatMap";
    }

    @Override
    public Trial prepare(Load load) {
        Callable<Object> body = Bodies.of(load);
        return () -> {
            try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
                Scheduler scheduler = Schedulers.fromExecutorService(executor);
                Flux.range(0, load.operations())
                        .flatMap(i -> Mono.fromCallable(body).subscribeOn(scheduler), Integer.MAX_VALUE)
                        .blockLast();
            }
        };
    }
}
