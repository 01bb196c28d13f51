package io.photons.benchmarks.cancel;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Crowd;
import io.photons.benchmarks.Jox;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Jox: the end of a scope, which cancels its daemon forks and waits for them. */
final class JoxCancel implements Contender {

    @Override
    public String name() {
        return "Jox, end of the scope";
    }

    @Override
    public Trial prepare(Load load) throws Exception {
        Crowd crowd = new Crowd(load.operations());
        Callable<Object> body = crowd.body();
        CountDownLatch ready = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        Object scoped = Jox.scoped(scope -> {
            for (int i = 0; i < load.operations(); i++) {
                scope.fork(body);
            }
            crowd.await();
            ready.countDown();
            enough.await();
        });
        Thread owner = Thread.startVirtualThread(() -> {
            try {
                Jox.supervised(scoped);
            } catch (Exception cancelled) {
                // The forks' interruptions may come out of it.
            }
        });
        ready.await();
        return () -> {
            enough.countDown();
            owner.join();
        };
    }
}
