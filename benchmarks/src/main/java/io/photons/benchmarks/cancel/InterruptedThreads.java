package io.photons.benchmarks.cancel;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Crowd;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Role;
import io.photons.benchmarks.Trial;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** The limit: interrupt each, wait for a latch. */
final class InterruptedThreads implements Contender {

    @Override
    public String name() {
        return "interrupt each + CountDownLatch";
    }

    @Override
    public Role role() {
        return Role.LIMIT;
    }

    @Override
    public Trial prepare(Load load) throws InterruptedException {
        Crowd crowd = new Crowd(load.operations());
        Callable<Object> body = crowd.body();
        CountDownLatch latch = new CountDownLatch(load.operations());
        Runnable task = () -> {
            try {
                body.call();
            } catch (Exception interrupted) {
                latch.countDown();
            }
        };
        Thread[] threads = new Thread[load.operations()];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = Thread.startVirtualThread(task);
        }
        crowd.await();
        return () -> {
            for (Thread thread : threads) {
                thread.interrupt();
            }
            latch.await();
        };
    }
}
