package io.photons.stress.simulation;

import io.photons.async.Outcome;
import java.util.ArrayList;
import java.util.List;

/** When a scope's final future must have ended and why, and when its close must have returned. */
final class SiteModel {

    private final Site site;

    SiteModel(Site site) {
        this.site = site;
    }

    void check() {
        if (!site.closed.happened()) {
            check(false, "E1", "was never closed");
            return;
        }
        checkFinalEnd();
        checkClose();
        for (Piece piece : site.pieces) {
            if (site.holds(piece)) {
                checkPiece(piece);
            }
        }
        checkStragglers();
    }

    private void checkFinalEnd() {
        check(site.finalEnds == 1, "H6", "its final future ended " + site.finalEnds + " times");
        List<Site.Cause> causes = causes();
        long first = causes.stream().mapToLong(Site.Cause::at).min().orElse(Asked.NEVER);
        for (Piece piece : site.pieces) {
            boolean either = site.failFast && piece.failed() && piece.done.at() == site.leavesAt(piece);
            if (either && piece.done.at() == site.finalEnd.at() && site.finalEnd.at() <= first) {
                causes.add(new Site.Cause(piece.done.at(), "failed"));
                first = piece.done.at();
            }
        }
        checkCause(causes, first);
    }

    private void checkCause(List<Site.Cause> causes, long first) {
        check(
                site.finalEnd.at() == first,
                "H3",
                "its final future ended at " + PieceModel.ms(site.finalEnd.at()) + " and not at "
                        + PieceModel.ms(first));
        if (site.finalOutcome instanceof Outcome.Cancelled<?>(String reason)) {
            boolean known = causes.stream()
                    .anyMatch(cause -> cause.at() == first
                            && (cause.reason() == null || (reason != null && reason.contains(cause.reason()))));
            check(known, "T6", "its final future was cancelled with the reason: " + reason);
        }
    }

    /** All that ends a final future; a reason of null stands for any. */
    private List<Site.Cause> causes() {
        List<Site.Cause> causes = new ArrayList<>();
        for (Piece.Ask ask : site.asks) {
            causes.add(new Site.Cause(ask.moment().at(), ask.reason()));
        }
        Moment above = site.parent.end();
        if (above.happened()) {
            causes.add(new Site.Cause(Math.max(above.at(), site.opened.at()), null));
        }
        if (site.left.happened()) {
            causes.add(new Site.Cause(site.left.at(), "was left by"));
        }
        if (site.streamer != null) {
            causes.add(new Site.Cause(site.closing.at(), "is closed"));
        }
        causes.add(new Site.Cause(site.closed.at(), "is closed"));
        long interrupted = Asked.interruption(site.opener, site.closing, site.closed);
        if (interrupted != Asked.NEVER) {
            causes.add(new Site.Cause(interrupted, "was interrupted"));
        }
        if (site.failFast) {
            for (Piece piece : site.pieces) {
                if (piece.failed() && site.holds(piece) && piece.done.at() < site.leavesAt(piece)) {
                    causes.add(new Site.Cause(Math.max(piece.done.at(), site.since(piece)), "failed"));
                }
            }
        }
        return causes;
    }

    /** When a piece is no longer waited for: at its end, or when its grace is over. */
    private long release(Piece piece) {
        return Math.min(piece.done.at(), site.leavesAt(piece));
    }

    private void checkClose() {
        long last = site.closing.at();
        for (Piece piece : site.pieces) {
            last = Math.max(last, site.holds(piece) ? release(piece) : 0);
        }
        check(
                site.closed.at() == last,
                "H2",
                "closed at " + PieceModel.ms(site.closed.at()) + " and not at " + PieceModel.ms(last));
    }

    private void checkPiece(Piece piece) {
        if (piece.begins > 0 && piece.kind != Piece.Kind.BACKGROUND && piece.kind != Piece.Kind.SILENT) {
            check(piece.began.before(site.closed), "E1", piece + " began after the close");
        }
        if (piece.done.at() < site.leavesAt(piece) && piece.hasBody() && piece.begins > 0) {
            check(piece.ended.before(site.closed), "E1", piece + " ended after the close");
            if (piece.watched.before(site.closed)) {
                check(piece.done.before(site.closed), "H2", "the callbacks of " + piece + " ran after the close");
            }
        }
    }

    private void checkStragglers() {
        int least = 0;
        int most = 0;
        for (Piece piece : site.pieces) {
            least += piece.done.at() > site.leavesAt(piece) ? 1 : 0;
            most += piece.done.at() >= site.leavesAt(piece) ? 1 : 0;
        }
        check(
                site.leftBehind >= least && site.leftBehind <= most,
                "H4",
                "told of " + site.leftBehind + " stragglers, and there were " + least + " to " + most);
    }

    private void check(boolean holds, String rule, String how) {
        if (!holds) {
            site.journal.violate(rule, site + " " + how);
        }
    }
}
