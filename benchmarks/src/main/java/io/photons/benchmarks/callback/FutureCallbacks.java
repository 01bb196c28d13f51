package io.photons.benchmarks.callback;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;
import java.util.concurrent.CompletableFuture;

/** The JDK's completable future: {@code whenComplete}, and cancelling what that returns. */
final class FutureCallbacks implements Contender {

    @Override
    public String name() {
        return "CompletableFuture.whenComplete + cancel";
    }

    @Override
    public Trial prepare(Load load) {
        CompletableFuture<Object> future = new CompletableFuture<>();
        for (int i = 0; i < Callbacks.others(load); i++) {
            future.whenComplete((value, error) -> {});
        }
        return () -> {
            for (int i = 0; i < load.operations() * load.repeats(); i++) {
                future.whenComplete((value, error) -> {}).cancel(false);
            }
        };
    }
}
