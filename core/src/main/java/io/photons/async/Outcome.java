package io.photons.async;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Deferred} ended: with a value, with an error, or cancelled.
 *
 * <p>A sealed set of three records, made to be taken apart by a {@code switch}:
 *
 * {@snippet :
 * switch (page.outcome()) {
 *     case Outcome.Success(String body) -> System.out.println(body);
 *     case Outcome.Failure(Throwable error) -> error.printStackTrace();
 *     case Outcome.Cancelled(String reason) -> System.out.println(reason);
 * }
 * }
 *
 * <p><b>Source.</b> F1.
 *
 * @param <T> the type of the value
 */
public sealed interface Outcome<T extends @Nullable Object> {

    /**
     * It ended with a value.
     *
     * @param <T> the type of the value
     * @param value the value, which may be null
     */
    record Success<T extends @Nullable Object>(T value) implements Outcome<T> {}

    /**
     * It ended with an error.
     *
     * @param <T> the type that the value would have had
     * @param error the error
     */
    record Failure<T extends @Nullable Object>(Throwable error) implements Outcome<T> {

        /** Checks that there is an error. */
        public Failure {
            Objects.requireNonNull(error, "error");
        }
    }

    /**
     * It was cancelled.
     *
     * @param <T> the type that the value would have had
     * @param reason why, or null if none was given
     */
    record Cancelled<T extends @Nullable Object>(@Nullable String reason) implements Outcome<T> {}
}
