package io.photons.benchmarks.merge;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Reactor: {@code merge}, each source on a virtual thread, taken as an iterable. */
final class ReactorMerge implements Contender {

    @Override
    public String name() {
        return "Reactor merge, as an iterable";
    }

    @Override
    public Trial prepare(Load load) {
        return () -> {
            try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
                Scheduler scheduler = Schedulers.fromExecutorService(executor);
                List<Flux<Integer>> sources = new ArrayList<>();
                for (int producer = 0; producer < Merge.producers(load); producer++) {
                    sources.add(Flux.range(0, Merge.each(load)).subscribeOn(scheduler));
                }
                int taken = 0;
                for (Integer element :
                        Flux.merge(Flux.fromIterable(sources), sources.size()).toIterable()) {
                    taken += element >= 0 ? 1 : 0;
                }
                Merge.check(load, taken);
            }
        };
    }
}
