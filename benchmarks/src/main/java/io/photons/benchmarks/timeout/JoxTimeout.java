package io.photons.benchmarks.timeout;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Jox;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;

/** Jox: {@code Race.timeout}. */
final class JoxTimeout implements Contender {

    @Override
    public String name() {
        return "Jox Race.timeout";
    }

    @Override
    public Trial prepare(Load load) {

        return new Calls(load, body -> Jox.timeout(Timeouts.LIMIT.toMillis(), body));
    }
}
