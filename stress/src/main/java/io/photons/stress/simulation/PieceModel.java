package io.photons.stress.simulation;

import io.photons.async.Outcome;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** How a piece of work must have begun and ended. */
final class PieceModel {

    private final Piece piece;
    private final long asked;

    PieceModel(Piece piece) {
        this.piece = piece;
        this.asked = Asked.at(piece);
    }

    void check() {
        if (piece.kind == Piece.Kind.MAIN) {
            return;
        }
        if (piece.hasBody()) {
            checkBegin();
        }
        if (piece.kind != Piece.Kind.TIMED || piece.begins > 0) {
            checkEnd();
        }
    }

    private void checkBegin() {
        check(piece.begins <= 1, "T1", "began " + piece.begins + " times");
        check(piece.sights <= 1, "T2", "was interrupted " + piece.sights + " times");
        if (piece.sights > 0) {
            check(asked <= piece.sighted.at(), "T2", "was interrupted but not asked to end until " + ms(asked));
        }
        if (piece.begins == 0) {
            check(asked != Asked.NEVER, "H1", "never began though nobody cancelled it");
            return;
        }
        check(piece.ended.happened(), "E1", "never ended");
        if (piece.kind != Piece.Kind.TIMED) {
            checkStraggler();
        }
        check(asked >= piece.began.at(), "T2", "began after it was cancelled at " + ms(asked));
        Site home = piece.home();
        if (home == null || !home.isLimited()) {
            check(
                    piece.began.at() == piece.added.at(),
                    "T1",
                    "began at " + ms(piece.began.at()) + ", added at " + ms(piece.added.at()));
        }
    }

    /** Every scope that left it behind tells of its end. */
    private void checkStraggler() {
        int least = 0;
        int most = 0;
        for (Piece.Stay stay : piece.stays) {
            long leaves = stay.site().leavesAt(piece);
            least += piece.done.at() > leaves ? 1 : 0;
            most += piece.done.at() >= leaves ? 1 : 0;
        }
        check(
                piece.straggled >= least && piece.straggled <= most,
                "T11",
                "was told of as a straggler that ended " + piece.straggled + " times");
    }

    private void checkEnd() {
        check(piece.dones == 1, "F3", "told " + piece.dones + " times that it ended");
        Outcome<?> outcome = piece.outcome;
        if (outcome == null) {
            return;
        }
        if (piece.begins > 0 || (piece.ended.happened() && piece.ended.at() < asked)) {
            check(
                    piece.done.at() == piece.ended.at(),
                    "T2",
                    "done at " + ms(piece.done.at()) + ", body ended at " + ms(piece.ended.at()));
            checkOutcome(outcome);
        } else if (piece.kind == Piece.Kind.VALUE) {
            check(Objects.equals(outcome, new Outcome.Success<>(piece.value)), "S1", "gave " + outcome);
        } else if (piece.hasBody() || !piece.ended.happened() || piece.ended.at() > asked) {
            check(outcome instanceof Outcome.Cancelled, "T2", "never began and ended with " + outcome);
            check(
                    piece.done.at() == asked,
                    "T2",
                    "never began and was asked to end at " + ms(asked) + ", done at " + ms(piece.done.at()));
            checkReason(outcome);
        }
    }

    private void checkOutcome(Outcome<?> outcome) {
        Throwable thrown = piece.thrown;
        if (thrown == null) {
            Object value = piece.kind == Piece.Kind.GENERATOR ? null : piece.value;
            check(Objects.equals(outcome, new Outcome.Success<@Nullable Object>(value)), "T2", "ended with " + outcome);
        } else if (thrown instanceof CancellationException) {
            check(outcome instanceof Outcome.Cancelled, "T2", "threw a cancellation and ended with " + outcome);
            if (asked > piece.ended.at() && outcome instanceof Outcome.Cancelled<?>(String reason)) {
                check(Objects.equals(reason, thrown.getMessage()), "T6", "lost the reason of " + thrown);
            } else if (asked < piece.ended.at()) {
                checkReason(outcome);
            }
        } else if (thrown instanceof InterruptedException) {
            check(outcome instanceof Outcome.Cancelled, "T2", "was interrupted and ended with " + outcome);
            checkReason(outcome);
        } else {
            check(
                    outcome instanceof Outcome.Failure<?>(Throwable error) && error == thrown,
                    "T2",
                    "threw " + thrown + " and ended with " + outcome);
        }
    }

    private void checkReason(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Cancelled<?>(String reason)) {
            check(Asked.allows(piece, reason), "T6", "was cancelled with the reason: " + reason);
        }
    }

    private void check(boolean holds, String rule, String how) {
        if (!holds) {
            piece.journal.violate(rule, piece + " (" + piece.kind + ") " + how);
        }
    }

    static String ms(long at) {
        return at == Asked.NEVER ? "never" : at / Run.MILLI + " ms";
    }
}
