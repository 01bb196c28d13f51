package io.photons.benchmarks.tick;

/** Keeps every core busy, or none. */
final class Spinners {

    private final Thread[] threads;

    // false -> true (stop)
    private volatile boolean closed;

    Spinners(boolean busy) {
        threads = new Thread[busy ? Runtime.getRuntime().availableProcessors() : 0];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = Thread.ofPlatform().daemon().start(() -> {
                while (!closed) {
                    Thread.onSpinWait();
                }
            });
        }
    }

    void stop() throws InterruptedException {
        closed = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
