package io.photons.stress.simulation;

import io.photons.async.Outcome;

/** Where each error must have come, and how often: the log, a catcher, what a close threw, who called. */
final class ErrorModel {

    private final Run run;

    ErrorModel(Run run) {
        this.run = run;
    }

    void check() {
        for (Throwable fault : run.callbackFaults) {
            expect(1, logged(fault), "F4", "the log was told of a callback's " + fault);
        }
        run.reports.forEach((fault, times) -> expect(times, logged(fault), "R1", "the log was told of " + fault));
        int known = run.callbackFaults.size() + run.reports.size();
        for (Piece piece : run.pieces) {
            if (piece.outcome instanceof Outcome.Failure<?>(Throwable error)) {
                checkFailure(piece, error);
                known += logged(error) > 0 ? 1 : 0;
            }
        }
        run.journal.check(run.logs.size() == known, "E2", "the log was told of an error that no task ended with");
        run.sites.forEach(this::checkCatcher);
    }

    private void checkFailure(Piece piece, Throwable error) {
        int log = logged(error);
        Call call = piece.call;
        if (call != null) {
            int taken = call.thrown == error ? 1 : 0;
            expect(1 - taken, log, "E2", "the log was told of " + error + " of " + piece);
            return;
        }
        int places = 0;
        boolean plain = false;
        boolean unclear = false;
        for (Piece.Stay stay : piece.stays) {
            Site site = stay.site();
            unclear |= piece.done.at() == site.leavesAt(piece);
            if (piece.done.at() > site.leavesAt(piece)) {
                plain = true;
            } else if (!unclear) {
                places += checkPlaces(error, site);
                plain |= isPlain(site);
            }
        }
        int expected = expectedInLog(piece, plain, log);
        if (!unclear) {
            expect(expected, log, "E2", "the log was told of " + error + " of " + piece + " (" + piece.kind + ")");
        } else {
            run.journal.check(log <= 1, "E2", "the log was told twice of " + error + " of " + piece);
            run.journal.check(
                    log + thrown(error) + given(piece) >= 1 || piece.kind == Piece.Kind.SILENT,
                    "E2",
                    error + " of " + piece + " was told to nobody");
        }
        if (piece.kind == Piece.Kind.PROMISE && !piece.stays.isEmpty()) {
            run.journal.check(
                    places + thrown(error) + log + given(piece) >= 1,
                    "E2",
                    error + " of " + piece + " was told to nobody");
        }
    }

    private static int expectedInLog(Piece piece, boolean plain, int log) {
        return switch (piece.kind) {
            case BACKGROUND -> 1;
            // Whoever holds it besides tells of it where nobody else does.
            case SILENT, PROMISE -> piece.stays.isEmpty() ? 0 : log;
            default -> plain ? 1 : 0;
        };
    }

    /** How often scopes told of an error in other ways than the log. */
    private int thrown(Throwable error) {
        int times = 0;
        for (Site site : run.sites) {
            times += site.thrown.getOrDefault(error, 0) + site.caught.getOrDefault(error, 0);
        }
        return times;
    }

    private int given(Piece piece) {
        int given = 0;
        for (Piece.Stay stay : piece.stays) {
            for (Site.Take take : stay.site().takes) {
                given += take.piece() == piece ? 1 : 0;
            }
            // What was on the stream and never taken was told, too.
            given += stay.site().streamer != null && !stay.site().drained ? 1 : 0;
        }
        return given;
    }

    private static boolean isPlain(Site site) {
        return !site.failFast && site.catching == Site.Catching.NOTHING;
    }

    private int checkPlaces(Throwable error, Site site) {
        int places = 0;
        if (site.failFast) {
            expect(1, site.thrown.getOrDefault(error, 0), "H8", "the close of " + site + " told of " + error);
            places++;
        }
        if (site.catching != Site.Catching.NOTHING) {
            expect(1, site.caught.getOrDefault(error, 0), "R4", "the catcher of " + site + " took " + error);
            places++;
        }
        return places;
    }

    /** A streamer's catcher of results is told of cancellations, too. */
    private void checkCatcher(Site site) {
        if (site.streamer == null || site.catching != Site.Catching.ALL) {
            return;
        }
        for (Piece piece : site.pieces) {
            long leaves = site.leavesAt(piece);
            if (piece.done.at() == leaves) {
                continue;
            }
            boolean told = !(piece.outcome instanceof Outcome.Success) && piece.done.at() < leaves;
            expect(
                    told ? 1 : 0,
                    site.caughtEnds.getOrDefault(piece, 0),
                    "S5",
                    "the catcher of " + site + " was told of " + piece);
        }
    }

    private int logged(Throwable error) {
        return run.logs.getOrDefault(error, 0);
    }

    private void expect(int expected, int seen, String rule, String what) {
        run.journal.check(expected == seen, rule, what + " " + seen + " times, not " + expected);
    }
}
