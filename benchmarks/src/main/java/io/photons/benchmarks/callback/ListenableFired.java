package io.photons.benchmarks.callback;

import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;

/** Guava's settable future: {@code addListener}. */
final class ListenableFired implements Contender {

    @Override
    public String name() {
        return "Guava SettableFuture.addListener";
    }

    @Override
    public Trial prepare(Load load) {
        return Firing.<SettableFuture<Object>>of(
                load,
                SettableFuture::create,
                (future, callback) -> future.addListener(() -> callback.run(), MoreExecutors.directExecutor()),
                future -> future.set(load));
    }
}
