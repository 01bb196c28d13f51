package io.photons.async;

/**
 * The work of a task, without a value, whose checked exception keeps its own type.
 *
 * <p><b>Source.</b> T1, T10.
 *
 * @param <X> the checked exception that it throws
 */
@FunctionalInterface
public interface Action<X extends Exception> {

    /**
     * Does the work.
     *
     * @throws X if it fails
     * @throws InterruptedException if it is interrupted, as it is when it is cancelled
     */
    void run() throws X, InterruptedException;
}
