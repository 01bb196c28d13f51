package io.photons.benchmarks.spawn;

import io.photons.benchmarks.Bodies;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Role;
import io.photons.benchmarks.Trial;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** The limit: virtual threads and a latch. */
final class RawThreads implements Contender {

    @Override
    public String name() {
        return "startVirtualThread + CountDownLatch";
    }

    @Override
    public Role role() {
        return Role.LIMIT;
    }

    @Override
    public Trial prepare(Load load) {
        Callable<Object> body = Bodies.of(load);
        return () -> {
            CountDownLatch latch = new CountDownLatch(load.operations());
            Runnable task = () -> {
                try {
                    body.call();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                } finally {
                    latch.countDown();
                }
            };
            for (int i = 0; i < load.operations(); i++) {
                Thread.startVirtualThread(task);
            }
            latch.await();
        };
    }
}
