package io.photons.stress.simulation;

import io.photons.async.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Which results a stream must have given, when, and in which order. */
final class StreamModel {

    private final Site site;

    StreamModel(Site site) {
        this.site = site;
    }

    void check() {
        for (Piece piece : site.pieces) {
            List<Site.Take> takes = new ArrayList<>();
            for (Site.Take take : site.takes) {
                if (take.piece() == piece) {
                    takes.add(take);
                }
            }
            checkCallbacks(piece);
            if (piece.kind == Piece.Kind.GENERATOR) {
                checkGenerator(piece, takes);
            } else {
                checkOne(piece, takes);
            }
        }
        checkArrival();
    }

    private void checkOne(Piece piece, List<Site.Take> takes) {
        check(takes.size() <= 1, "S2", piece + " gave " + takes.size() + " results");
        checkGiven(piece, piece.done, takes.size());
        for (Site.Take take : takes) {
            check(take.outcome().equals(piece.outcome), "S2", piece + " gave " + take.outcome());
        }
    }

    /** Whether what came on the stream at a moment must have been given, or must not. */
    private void checkGiven(Piece piece, Moment arrival, int given) {
        if (site.drained && arrival.at() < site.finalEnd.at() && isBeforeOver(piece, arrival)) {
            check(given == 1, "S6", "the result of " + piece + " at " + PieceModel.ms(arrival.at()) + " was not given");
        }
        if (arrival.at() > site.finalEnd.at()) {
            check(given == 0, "S7", "the result of " + piece + " was given though it came after the end");
        }
        if (site.over.happened() && piece.added.at() < site.over.at()) {
            check(arrival.at() <= site.over.at(), "S6", "the iteration ended before " + piece);
        }
    }

    private boolean isBeforeOver(Piece piece, Moment arrival) {
        return !site.over.happened() || (arrival.at() < site.over.at() && piece.added.at() < site.over.at());
    }

    private void checkGenerator(Piece piece, List<Site.Take> takes) {
        int values = 0;
        int ends = 0;
        for (Site.Take take : takes) {
            if (take.outcome() instanceof Outcome.Success<Integer>(Integer value)) {
                check(ends == 0, "S2", piece + " gave a value after its end");
                check(
                        Objects.equals(value, piece.number * 1000 + values),
                        "S2",
                        piece + " gave " + value + " as number " + values);
                values++;
            } else {
                ends++;
                check(take.outcome().equals(piece.outcome), "S2", piece + " gave the end " + take.outcome());
            }
        }
        check(values <= piece.emitted.size(), "S2", piece + " gave more than it emitted");
        for (int i = 0; i < piece.emitted.size(); i++) {
            checkGiven(piece, piece.emitted.get(i), i < values ? 1 : 0);
        }
        if (piece.outcome instanceof Outcome.Success) {
            check(ends == 0, "S4", piece + " gave its end as a result");
        } else {
            checkGiven(piece, piece.done, ends);
        }
    }

    private void checkCallbacks(Piece piece) {
        if (!piece.hasCallbacks) {
            return;
        }
        // Of a straggler the log alone is told.
        boolean left = piece.done.at() > site.leavesAt(piece);
        boolean unclear = piece.done.at() == site.leavesAt(piece);
        check(
                piece.ends == (left ? 0 : 1) || (unclear && piece.ends <= 1),
                "S4",
                "onDone of " + piece + " was called " + piece.ends + " times");
        if (piece.kind == Piece.Kind.GENERATOR) {
            check(
                    piece.eaches == piece.emitted.size(),
                    "S4",
                    "onEach of " + piece + " was called " + piece.eaches + " times for " + piece.emitted.size()
                            + " values");
        }
    }

    /** Results come in the order of arrival, and who waits for one has it at once. */
    private void checkArrival() {
        long before = 0;
        List<Integer> values = new ArrayList<>();
        for (Site.Take take : site.takes) {
            Piece piece = Objects.requireNonNull(take.piece());
            long arrival = piece.done.at();
            if (piece.kind == Piece.Kind.GENERATOR && take.outcome() instanceof Outcome.Success) {
                int number = (int)
                        values.stream().filter(other -> other == piece.number).count();
                values.add(piece.number);
                arrival = number < piece.emitted.size()
                        ? piece.emitted.get(number).at()
                        : arrival;
            }
            if (piece.kind == Piece.Kind.PROMISE
                    || piece.kind == Piece.Kind.BACKGROUND
                    || piece.kind == Piece.Kind.SILENT
                    || piece.kind == Piece.Kind.VALUE) {
                arrival = Math.max(
                        arrival, piece.stays.get(piece.stays.size() - 1).since().at());
            }
            check(before <= arrival, "S2", "the result of " + piece + " was given after one that came later");
            long due = Math.max(arrival, take.asked().at());
            check(
                    take.taken().at() == due,
                    "S6",
                    "the result of " + piece + " was given at "
                            + PieceModel.ms(take.taken().at()) + " and not at " + PieceModel.ms(due));
            before = Math.max(before, arrival);
        }
    }

    private void check(boolean holds, String rule, String how) {
        if (!holds) {
            site.journal.violate(rule, site + ": " + how);
        }
    }
}
