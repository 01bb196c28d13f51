package io.photons.benchmarks;

import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MpscUnboundedXaddArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The fastest queue there is for many producers and one consumer, who yields twice before it parks.
 *
 * @param <T> the type of what is queued
 */
public final class XaddQueue<T> {

    private static final int CHUNK = 1024;
    private static final int YIELDS = 2;

    private final MpscUnboundedXaddArrayQueue<T> queue = new MpscUnboundedXaddArrayQueue<>(CHUNK);

    // null -> the consumer (consumer, before it parks) -> null (consumer)
    private volatile @Nullable Thread waiting;

    /**
     * Adds an element.
     *
     * @param element the element
     */
    public void put(T element) {
        queue.offer(element);
        Thread consumer = waiting;
        if (consumer != null) {
            LockSupport.unpark(consumer);
        }
    }

    /**
     * Takes an element, waiting for it; for the one consumer.
     *
     * @return the element
     */
    public T take() {
        for (int tries = 0; ; tries++) {
            T element = queue.poll();
            if (element != null) {
                return element;
            }
            if (tries < YIELDS) {
                Thread.yield();
            } else {
                waiting = Thread.currentThread();
                element = queue.poll();
                if (element == null) {
                    LockSupport.park(this);
                }
                waiting = null;
                if (element != null) {
                    return element;
                }
            }
        }
    }
}
