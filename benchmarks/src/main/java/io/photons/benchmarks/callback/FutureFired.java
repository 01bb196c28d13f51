package io.photons.benchmarks.callback;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;
import java.util.concurrent.CompletableFuture;

/** The JDK's completable future: {@code whenComplete}. */
final class FutureFired implements Contender {

    @Override
    public String name() {
        return "CompletableFuture.whenComplete";
    }

    @Override
    public Trial prepare(Load load) {
        return Firing.<CompletableFuture<Object>>of(
                load,
                CompletableFuture::new,
                (future, callback) -> future.whenComplete((value, error) -> callback.run()),
                future -> future.complete(load));
    }
}
