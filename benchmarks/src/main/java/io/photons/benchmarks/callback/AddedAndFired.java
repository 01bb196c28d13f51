package io.photons.benchmarks.callback;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Role;
import io.photons.benchmarks.Trial;

/**
 * A row of the table of futures that end, with the adding of the callbacks measured, too.
 *
 * @param fired the row
 */
public record AddedAndFired(Contender fired) implements Contender {

    @Override
    public String name() {
        return fired.name();
    }

    @Override
    public Role role() {
        return fired.role();
    }

    @Override
    public Trial prepare(Load load) {
        return () -> fired.prepare(load).run();
    }
}
