package io.photons.benchmarks.ours;

import io.photons.async.Async;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Role;
import io.photons.benchmarks.Trial;
import io.photons.benchmarks.timeout.Calls;
import io.photons.benchmarks.timeout.Timeouts;

/** Ours: {@code withTimeout}. */
final class CallWithTimeout implements Contender {

    @Override
    public String name() {
        return "Async.withTimeout";
    }

    @Override
    public Role role() {
        return Role.OURS;
    }

    @Override
    public Trial prepare(Load load) {
        return new Calls(load, body -> Async.withTimeout(Timeouts.LIMIT, body::call));
    }
}
