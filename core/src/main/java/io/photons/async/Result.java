package io.photons.async;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * What a piece of work gave: how it ended, or one value of a generator, with the context that it was added with.
 *
 * <p><b>Source.</b> S2, S3.
 *
 * @param <V> the type of the value
 * @param <C> the type of the context
 * @param context what tells the work from other work
 * @param outcome how it ended
 */
public record Result<V extends @Nullable Object, C extends @Nullable Object>(C context, Outcome<V> outcome) {

    /** Checks that there is an outcome. */
    public Result {
        Objects.requireNonNull(outcome, "outcome");
    }

    /**
     * Tells whether there is a value.
     *
     * @return true unless it failed or was cancelled
     */
    public boolean successful() {
        return outcome instanceof Outcome.Success;
    }

    /**
     * Returns the value.
     *
     * @return the value
     * @throws IllegalStateException if it was not successful; the error is the cause
     */
    public V value() {
        if (outcome instanceof Outcome.Success<V> success) {
            return success.value();
        }
        throw new IllegalStateException("No value: " + outcome, error());
    }

    /**
     * Returns the error, which for a cancellation is a {@link CancellationException} with the reason.
     *
     * @return the error, or null if it was successful
     */
    public @Nullable Throwable error() {
        return switch (outcome) {
            case Outcome.Success<V> success -> null;
            case Outcome.Failure<V> failure -> failure.error();
            case Outcome.Cancelled<V> cancelled -> new CancellationException(cancelled.reason());
        };
    }
}
