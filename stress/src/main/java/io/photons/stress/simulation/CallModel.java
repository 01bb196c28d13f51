package io.photons.stress.simulation;

import io.photons.async.Outcome;
import java.util.Objects;

/** When a call with a time-out must have come back, and how. */
final class CallModel {

    private final Piece piece;
    private final Call call;
    private final long strike;
    private final long done;
    private final long interruption;

    CallModel(Piece piece, Call call) {
        this.piece = piece;
        this.call = call;
        this.strike = call.strike();
        this.done = piece.done.at();
        this.interruption = Asked.interruption(call.caller, call.began, call.returned);
    }

    void check() {
        Call.Way way = call.way;
        if (way == null) {
            check(false, "T10", "never came back");
            return;
        }
        switch (way) {
            case VALUE -> {
                checkOwnEnd();
                check(piece.thrown == null && Objects.equals(call.value, piece.value), "T10", "gave " + call.value);
            }
            case THROWN -> {
                checkOwnEnd();
                check(call.thrown == piece.thrown, "T10", "threw " + call.thrown);
            }
            case CANCELLED -> {
                checkOwnEnd();
                check(piece.outcome instanceof Outcome.Cancelled, "T12", "told of a cancellation");
            }
            case TIMEOUT -> {
                check(strike <= done, "T13", "timed out after its end");
                check(interruption >= strike, "T12", "timed out though its caller was interrupted first");
                checkGrace(strike);
            }
            case INTERRUPTED -> {
                if (piece.begins > 0) {
                    check(interruption <= Math.min(strike, done), "T12", "interrupted too late");
                    checkGrace(interruption);
                }
            }
        }
    }

    private void checkOwnEnd() {
        check(call.returned.at() == done, "T10", "came back later than its body");
        check(done <= strike, "T11", "came back as if in time");
        check(interruption >= done, "T12", "came back as if its caller had not been interrupted");
    }

    /** The caller waits for the body until the grace is over, which begins when calls inside have come back. */
    private void checkGrace(long from) {
        if (piece.begins == 0) {
            check(call.returned.at() == from, "T11", "waited for a body that never began");
            return;
        }
        long begin = from;
        boolean unclear = false;
        long asked = Asked.at(piece);
        for (Call inner : piece.calls) {
            unclear |= inner.began.at() == asked;
            if (inner.began.at() < asked && inner.returned.at() > from) {
                begin = Math.max(begin, inner.returned.at());
            }
        }
        long end = begin + call.grace;
        if (!unclear) {
            check(
                    call.returned.at() == Math.min(done, end),
                    "T11",
                    "waited for the body's end otherwise than for its grace");
        }
        boolean left = call.returned.before(piece.ended) && call.returned.at() < done;
        check(
                call.leftBehind >= (left ? 1 : 0) && call.leftBehind <= (done >= call.returned.at() ? 1 : 0),
                "T11",
                "told of a straggler " + call.leftBehind + " times");
        check(piece.straggled == call.leftBehind, "T11", "told of a straggler's end " + piece.straggled + " times");
    }

    private void check(boolean holds, String rule, String how) {
        if (!holds) {
            piece.journal.violate(
                    rule,
                    "the call of " + piece + " by " + call.caller + " from " + PieceModel.ms(call.began.at()) + " to "
                            + PieceModel.ms(call.returned.at()) + " (" + call.way + ", strikes at "
                            + PieceModel.ms(strike) + "): " + how);
        }
    }
}
