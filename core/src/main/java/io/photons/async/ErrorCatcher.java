package io.photons.async;

import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes what failed in a scope: a function that is called with it, or a collection to which it is added.
 *
 * <p><b>Threads.</b> A function may be called concurrently on the threads of the tasks that failed. A collection is added
 * to by one thread at a time; once the scope is closed it may be read without a lock.
 *
 * <p><b>Errors.</b> One that throws is logged, and never stops the work that fed it.
 *
 * <p><b>Source.</b> R4, S5.
 *
 * @param <E> what it takes: a throwable, or a result that was not successful
 */
@FunctionalInterface
public interface ErrorCatcher<E> {

    /**
     * Takes one failure.
     *
     * @param failure what failed
     */
    void caught(E failure);

    /**
     * Makes a catcher that adds to a collection.
     *
     * @param <E> what it takes
     * @param collection where failures go; it need not be thread-safe
     * @return the catcher
     */
    static <E> ErrorCatcher<E> into(Collection<? super E> collection) {
        Objects.requireNonNull(collection, "collection");
        ReentrantLock lock = new ReentrantLock();
        return failure -> {
            lock.lock();
            try {
                collection.add(failure);
            } finally {
                lock.unlock();
            }
        };
    }
}
