package io.photons.benchmarks.spawn;

import io.photons.benchmarks.Bodies;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Structured;
import io.photons.benchmarks.Trial;
import java.util.concurrent.Callable;

/** The JDK's structured task scope: open, fork, join, close. */
final class StructuredForks implements Contender {

    @Override
    public String name() {
        return "StructuredTaskScope";
    }

    @Override
    public Trial prepare(Load load) {
        Callable<Object> body = Bodies.of(load);
        return () -> {
            Structured scope = Structured.open();
            try {
                for (int i = 0; i < load.operations(); i++) {
                    scope.fork(body);
                }
                scope.join();
            } finally {
                scope.close();
            }
        };
    }
}
