package io.photons.async;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The work of a task, with a value, whose checked exception keeps its own type.
 *
 * <p>A method reference to an overloaded void method, such as {@code System.out::println}, fits both this and {@link
 * Action} and is ambiguous to the compiler: write a lambda.
 *
 * <p><b>Source.</b> T10.
 *
 * @param <T> the type of the value
 * @param <X> the checked exception that it throws
 */
@FunctionalInterface
public interface Body<T extends @Nullable Object, X extends Exception> extends Callable<T> {

    /**
     * Does the work.
     *
     * @return the value
     * @throws X if it fails
     * @throws InterruptedException if it is interrupted, as it is when it is cancelled
     */
    @Override
    T call() throws X, InterruptedException;
}
