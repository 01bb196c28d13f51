package io.photons.async;

import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What is done with a scope that is open while it is done, as {@link TaskHolder#run} and {@link
 * ResultStreamerOptions#run} do.
 *
 * <p><b>Source.</b> H4, S8.
 *
 * @param <S> the scope
 * @param <T> the type of what comes of it
 * @param <X> what it throws
 */
@FunctionalInterface
public interface ScopeBody<S, T extends @Nullable Object, X extends Exception> {

    /**
     * Uses the scope.
     *
     * @param scope the scope, open
     * @return what comes of it
     * @throws X if it fails
     * @throws InterruptedException if it is interrupted
     * @throws ExecutionException if it waited for a task that failed
     */
    T call(S scope) throws X, InterruptedException, ExecutionException;
}
