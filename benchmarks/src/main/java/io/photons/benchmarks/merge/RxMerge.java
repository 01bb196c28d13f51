package io.photons.benchmarks.merge;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** RxJava: {@code merge}, each source on a virtual thread, taken as an iterable. */
final class RxMerge implements Contender {

    @Override
    public String name() {
        return "RxJava merge, as an iterable";
    }

    @Override
    public Trial prepare(Load load) {
        return () -> {
            try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
                Scheduler scheduler = Schedulers.from(executor);
                List<Flowable<Integer>> sources = new ArrayList<>();
                for (int producer = 0; producer < Merge.producers(load); producer++) {
                    sources.add(Flowable.range(0, Merge.each(load)).subscribeOn(scheduler));
                }
                int taken = 0;
                for (Integer element : Flowable.merge(sources, sources.size()).blockingIterable()) {
                    taken += element >= 0 ? 1 : 0;
                }
                Merge.check(load, taken);
            }
        };
    }
}
