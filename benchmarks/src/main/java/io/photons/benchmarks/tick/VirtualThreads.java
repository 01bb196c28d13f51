package io.photons.benchmarks.tick;

import java.util.concurrent.locks.LockSupport;

/** A virtual thread for each ticker, started at its offset. */
public final class VirtualThreads {

    private VirtualThreads() {}

    /** What a ticker's thread does. */
    @FunctionalInterface
    public interface Body {

        /**
         * Ticks until it has had enough.
         *
         * @param ticker the ticker
         * @throws Exception if it is interrupted
         */
        void run(int ticker) throws Exception;
    }

    /**
     * Starts them.
     *
     * @param ticks which tells how many, and when
     * @param body what each does
     * @return what waits for them
     */
    public static AutoCloseable start(Ticks ticks, Body body) {
        long start = System.nanoTime();
        Thread[] threads = new Thread[ticks.tickers()];
        for (int i = 0; i < threads.length; i++) {
            int ticker = i;
            threads[i] = Thread.startVirtualThread(() -> {
                sleepUntil(start + ticks.offset(ticker));
                ticks.begin(ticker);
                try {
                    body.run(ticker);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        return () -> {
            for (Thread thread : threads) {
                thread.join();
            }
        };
    }

    /**
     * Sleeps.
     *
     * @param nanos until this reading of {@code System.nanoTime}
     */
    static void sleepUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
