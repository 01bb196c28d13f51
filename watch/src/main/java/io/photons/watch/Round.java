package io.photons.watch;

import io.photons.async.ChildFuture;
import io.photons.async.Deferred;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One round: a check of each target. Its futures are children of the stop, so that nobody waits for a round after it. */
final class Round {

    private final int number;
    private final AtomicInteger toBegin;
    private final AtomicInteger toEnd;
    private final ChildFuture<@Nullable Void> begun;
    private final ChildFuture<@Nullable Void> ended;

    /**
     * Begins one.
     *
     * @param number 1, 2, 3 …
     * @param checks how many checks it has
     * @param stop what ends all
     */
    Round(int number, int checks, Deferred<?> stop) {
        this.number = number;
        toBegin = new AtomicInteger(checks);
        toEnd = new AtomicInteger(checks);
        begun = ChildFuture.of(stop, "all checks of round " + number + " begun");
        ended = ChildFuture.of(stop, "all checks of round " + number + " ended");
    }

    int number() {
        return number;
    }

    /** Counts a check as begun. */
    void checkBegins() {
        if (toBegin.decrementAndGet() == 0) {
            begun.complete(null);
        }
    }

    /** Counts a check as ended. */
    void checkEnds() {
        if (toEnd.decrementAndGet() == 0) {
            ended.complete(null);
        }
    }

    /** Ends when each check has a place and runs, or has run. */
    Deferred<@Nullable Void> begun() {
        return begun;
    }

    /** Ends when each check's result is there. */
    Deferred<@Nullable Void> ended() {
        return ended;
    }
}
