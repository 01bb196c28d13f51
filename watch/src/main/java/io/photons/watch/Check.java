package io.photons.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of one check.
 *
 * @param at when it began
 * @param verdict how it ended
 * @param latencyNanos how long it took to end that way, or {@link #NONE}
 * @param status the HTTP status of the last answer, or {@link #NONE}
 * @param error what went wrong, in words that are safe to print, or null if nothing did
 */
record Check(
        Instant at,
        Verdict verdict,
        long latencyNanos,
        int status,
        @Nullable String error) {

    /** In place of a number that there is not. */
    static final int NONE = -1;

    /** A check that was due and not made, as another one of the same target was still under way. */
    static Check notMade(Instant at) {
        return new Check(at, Verdict.FAILED, NONE, NONE, "not made: two checks before it have not ended");
    }

    boolean ok() {
        return verdict == Verdict.OK;
    }
}
