package io.photons.benchmarks.parked;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Crowd;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Role;
import io.photons.benchmarks.Trial;
import java.util.concurrent.Callable;

/** The limit: virtual threads, and an array to find them by. */
final class ParkedThreads implements Contender {

    @Override
    public String name() {
        return "startVirtualThread";
    }

    @Override
    public Role role() {
        return Role.LIMIT;
    }

    @Override
    public Trial prepare(Load load) {
        Crowd crowd = new Crowd(load.operations());
        Callable<Object> body = crowd.body();
        Thread[] threads = new Thread[load.operations()];
        Runnable task = () -> {
            try {
                body.call();
            } catch (Exception interrupted) {
                // That is how it ends.
            }
        };
        return new Trial() {
            @Override
            public void run() throws Exception {
                for (int i = 0; i < threads.length; i++) {
                    threads[i] = Thread.startVirtualThread(task);
                }
                crowd.await();
            }

            @Override
            public void clear() throws Exception {
                for (Thread thread : threads) {
                    thread.interrupt();
                }
                for (Thread thread : threads) {
                    thread.join();
                }
            }
        };
    }
}
