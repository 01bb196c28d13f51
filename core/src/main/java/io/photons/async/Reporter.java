package io.photons.async;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * A callback that tells whether a future ended with a value, and may log the error if it ended with one.
 *
 * <p><b>Source.</b> R1, R2.
 */
public enum Reporter implements Consumer<Deferred<?>> {
    /** Logs an error at level ERROR with its stack trace, to the logger {@code io.photons.async}. */
    LOGGING,
    /** Logs nothing. */
    SILENT;

    /**
     * Looks at how a future ended.
     *
     * @param ended a future that has ended
     * @return true if it ended with a value; false if with an error or cancelled
     * @throws IllegalStateException if it is pending
     */
    public boolean report(Deferred<?> ended) {
        return switch (Objects.requireNonNull(ended, "ended").outcome()) {
            case Outcome.Success<?> success -> true;
            case Outcome.Cancelled<?> cancelled -> false;
            case Outcome.Failure<?>(Throwable error) -> {
                if (this == LOGGING) {
                    Reports.error(ended.label() + " failed", error);
                }
                yield false;
            }
        };
    }

    @Override
    public void accept(Deferred<?> ended) {
        report(ended);
    }
}
