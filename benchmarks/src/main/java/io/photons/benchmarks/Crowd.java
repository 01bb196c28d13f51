package io.photons.benchmarks;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Many bodies that park until they are interrupted, and somebody who waits until all of them do. */
public final class Crowd {

    private static final long SETTLE_MILLIS = 20;

    private final int size;
    private final AtomicInteger arrived = new AtomicInteger();

    /**
     * Makes a crowd.
     *
     * @param size how many bodies there will be
     */
    public Crowd(int size) {
        this.size = size;
    }

    /**
     * Returns the body, which all share.
     *
     * @return parks until it is interrupted, and then throws
     */
    public Callable<Object> body() {
        return () -> {
            arrived.getAndIncrement();
            while (!Thread.interrupted()) {
                LockSupport.park(this);
            }
            throw new InterruptedException();
        };
    }

    /** Counts one that parks in a way of its own. */
    public void arrive() {
        arrived.getAndIncrement();
    }

    /**
     * Waits until all bodies are there, and a little for the last of them to park.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void await() throws InterruptedException {
        while (arrived.get() < size) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
    }
}
