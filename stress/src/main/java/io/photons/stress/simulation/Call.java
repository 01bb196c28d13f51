package io.photons.stress.simulation;

import org.jspecify.annotations.Nullable;

/** A call with a time-out, and how it came back. */
final class Call {

    /** How it came back. */
    enum Way {
        VALUE,
        THROWN,
        TIMEOUT,
        CANCELLED,
        INTERRUPTED
    }

    final Piece caller;
    final long limit;
    final long grace;
    final Moment began;

    Moment returned = Moment.NEVER;

    @Nullable
    Way way;

    @Nullable
    Throwable thrown;

    @Nullable
    Object value;

    /** How many times its caller logged that the body was left behind. */
    int leftBehind;

    Call(Piece caller, long limit, long grace) {
        this.caller = caller;
        this.limit = limit;
        this.grace = grace;
        this.began = caller.journal.note(caller.name, "calls for " + limit / 1_000_000 + " ms");
    }

    void come(Way how, @Nullable Object with, @Nullable Throwable error) {
        way = how;
        value = with;
        thrown = error;
        returned = caller.journal.note(caller.name, "call came back: " + how);
    }

    long strike() {
        return limit <= 0 ? began.at() : began.at() + limit;
    }
}
