package io.photons.benchmarks.ours;

import io.photons.async.Async;
import io.photons.async.Deferred;
import io.photons.async.Promise;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Role;
import io.photons.benchmarks.Trial;
import io.photons.benchmarks.callback.Callbacks;
import java.util.function.Consumer;

/** Ours: {@code onDone} and {@code removeCallback}, found again by identity. */
final class PromiseCallbacks implements Contender {

    @Override
    public String name() {
        return "Promise.onDone + removeCallback";
    }

    @Override
    public Role role() {
        return Role.OURS;
    }

    @Override
    public Trial prepare(Load load) {
        Promise<Object> promise = Async.promise("long");
        for (int i = 0; i < Callbacks.others(load); i++) {
            int number = i;
            promise.onDone(end -> consume(number));
        }
        return () -> {
            for (int i = 0; i < load.operations() * load.repeats(); i++) {
                int number = i;
                Consumer<Deferred<Object>> callback = end -> consume(number);
                promise.onDone(callback);
                if (!promise.removeCallback(callback)) {
                    throw new IllegalStateException("not there");
                }
            }
        };
    }

    private static void consume(int number) {
        if (number < 0) {
            throw new IllegalArgumentException();
        }
    }
}
