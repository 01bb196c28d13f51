package io.photons.benchmarks.spawn;

import io.photons.benchmarks.Bodies;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Jox;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;
import java.util.concurrent.Callable;

/** Jox: a supervised scope, which waits for every user fork in it. */
final class JoxForks implements Contender {

    @Override
    public String name() {
        return "Jox forkUser";
    }

    @Override
    public Trial prepare(Load load) throws Exception {
        Callable<Object> body = Bodies.of(load);
        Object forks = Jox.scoped(scope -> {
            for (int i = 0; i < load.operations(); i++) {
                scope.forkUser(body);
            }
        });
        return () -> Jox.supervised(forks);
    }
}
