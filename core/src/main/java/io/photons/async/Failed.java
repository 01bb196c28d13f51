package io.photons.async;

import org.jspecify.annotations.Nullable;

/**
 * The ended state of a future that failed.
 *
 * @param error the error, or null where the future keeps it itself, so that ending it allocates nothing (T5)
 */
record Failed(@Nullable Throwable error) {

    static final Failed ELSEWHERE = new Failed(null);
}
