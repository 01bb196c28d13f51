package io.photons.benchmarks.ours;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Role;
import io.photons.benchmarks.Trial;
import io.photons.benchmarks.callback.Firing;

/** Ours: a promise completed. */
final class PromiseFired implements Contender {

    @Override
    public String name() {
        return "Promise.onDone";
    }

    @Override
    public Role role() {
        return Role.OURS;
    }

    @Override
    public Trial prepare(Load load) {
        return Firing.<Promise<Object>>of(
                load,
                () -> Async.promise("fired"),
                (promise, callback) -> promise.onDone(end -> callback.run()),
                promise -> promise.complete(load));
    }
}
