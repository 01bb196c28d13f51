package io.photons.benchmarks.callback;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Role;
import io.photons.benchmarks.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The limit: a list of callbacks, run one after the other. */
final class ListFired implements Contender {

    @Override
    public String name() {
        return "ArrayList";
    }

    @Override
    public Role role() {
        return Role.LIMIT;
    }

    @Override
    public Trial prepare(Load load) {
        return Firing.<List<Consumer<Object>>>of(
                load,
                ArrayList::new,
                (list, callback) -> list.add(end -> callback.run()),
                list -> list.forEach(callback -> callback.accept(list)));
    }
}
