package io.photons.stress.simulation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** How many bodies of a scope with a limit must have run at once, and in which order they must have begun. */
final class SlotModel {

    private final Site site;
    private final List<Wait> waits;

    SlotModel(Site site, List<Wait> waits) {
        this.site = site;
        this.waits = waits;
    }

    void check() {
        if (site.limit == Site.NO_LIMIT) {
            return;
        }
        List<Piece> bodies =
                site.pieces.stream().filter(piece -> piece.home() == site).toList();
        checkOrder(bodies);
        TreeSet<Long> instants = new TreeSet<>();
        for (Piece piece : bodies) {
            instants.add(piece.added.at());
            instants.add(piece.began.at());
            instants.add(piece.done.at());
        }
        // Between two instants nothing happens: a look at the first one's end tells of all until the next.
        instants.remove(Long.MAX_VALUE);
        Set<Piece> borrowers = borrowers();
        instants.forEach(at -> checkAt(at, bodies, borrowers));
    }

    private void checkOrder(List<Piece> bodies) {
        Piece latest = null;
        for (Piece piece : bodies) {
            if (piece.begins == 0 || piece.wanted) {
                continue;
            }
            if (latest != null && piece.began.at() < latest.began.at()) {
                violate("H9", piece + " began before " + latest + ", which was added before it");
            }
            latest = piece;
        }
    }

    /** Looks at what holds from an instant's end on. */
    private void checkAt(long at, List<Piece> bodies, Set<Piece> borrowers) {
        int running = 0;
        int queued = 0;
        int borrowed = 0;
        for (Piece piece : bodies) {
            if (piece.began.at() <= at && piece.done.at() > at) {
                running++;
                borrowed += borrowers.contains(piece) ? 1 : 0;
            } else if (piece.added.at() <= at && piece.began.at() > at && piece.done.at() > at) {
                queued++;
            }
        }
        if (running - borrowed > site.limit) {
            violate(
                    "H9",
                    running + " bodies ran from " + PieceModel.ms(at) + " on, of which " + borrowed
                            + " may have borrowed a slot");
        }
        boolean gated = site.capacity != Site.NO_LIMIT;
        boolean over = site.finalEnd.at() <= at;
        if (queued > 0 && running < site.limit && !gated && !over) {
            violate("H9", queued + " bodies waited from " + PieceModel.ms(at) + " on, while " + running + " ran");
        }
    }

    /**
     * Who may run on the slot of another: those for whom a body, or what it called or opened, has waited while they were
     * queued. If that wait is given up both run, so that there may be one more for each of these as long as it runs.
     */
    private Set<Piece> borrowers() {
        Set<Piece> borrowers = new HashSet<>();
        for (Wait wait : waits) {
            if (isInside(wait.who)) {
                borrowers.addAll(wait.queued);
            }
        }
        return borrowers;
    }

    private boolean isInside(Piece who) {
        for (Piece at = who; at != null; at = at.caller) {
            if (at.home() == site) {
                return true;
            }
        }
        return false;
    }

    private void violate(String rule, String how) {
        site.journal.violate(rule, site + " (limit " + site.limit + "): " + how);
    }
}
