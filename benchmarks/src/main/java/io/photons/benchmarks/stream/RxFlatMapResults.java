package io.photons.benchmarks.stream;

import io.photons.benchmarks.Bodies;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** RxJava: {@code flatMap} without a limit, each body on a virtual thread. */
final class RxFlatMapResults implements Contender {

    private static final int MOST = 10_000;

    @Override
    public String name() {
        return "RxJava flatMap";
    }

    @Override
    public boolean takes(Load load) {
        return load.operations() <= MOST;
    }

    @Override
    public String remark() {
        return "grows with the square of the results: a hundred thousand would take ten seconds a go";
    }

    @Override
    public Trial prepare(Load load) {
        Callable<Object> body = Bodies.of(load);
        return () -> {
            try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
                Scheduler scheduler = Schedulers.from(executor);
                Flowable.range(0, load.operations())
                        .flatMap(i -> Flowable.fromCallable(body).subscribeOn(scheduler), Integer.MAX_VALUE)
                        .blockingLast();
            }
        };
    }
}
