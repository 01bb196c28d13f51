package io.photons.benchmarks.timeout;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Structured;
import io.photons.benchmarks.Trial;

/** The JDK's structured task scope with a time-out. */
final class StructuredTimeout implements Contender {

    @Override
    public String name() {
        return "StructuredTaskScope";
    }

    @Override
    public Trial prepare(Load load) {

        return new Calls(load, body -> {
            Structured scope = Structured.openFor(Timeouts.LIMIT);
            try {
                scope.fork(body);
                scope.join();
            } finally {
                scope.close();
            }
        });
    }
}
