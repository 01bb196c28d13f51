package io.photons.benchmarks.parked;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Crowd;
import io.photons.benchmarks.Jox;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Jox: forks of a scope. */
final class ParkedJox implements Contender {

    @Override
    public String name() {
        return "Jox fork";
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
        Thread owner = Thread.ofVirtual().unstarted(() -> {
            try {
                Jox.supervised(scoped);
            } catch (Exception cancelled) {
                // The forks' interruptions may come out of it.
            }
        });
        return new Trial() {
            @Override
            public void run() throws Exception {
                owner.start();
                ready.await();
            }

            @Override
            public void clear() throws Exception {
                enough.countDown();
                owner.join();
            }
        };
    }
}
