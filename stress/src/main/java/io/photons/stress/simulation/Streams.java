package io.photons.stress.simulation;

import io.photons.async.Deferred;
import io.photons.async.Emitter;
import io.photons.async.Outcome;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import io.photons.async.ResultStreamerOptions;
import io.photons.async.StreamWork;
import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Streamers: opened, filled, consumed, closed. */
final class Streams {

    private final Run run;
    private final Bodies bodies;

    Streams(Run run, Bodies bodies) {
        this.run = run;
        this.bodies = bodies;
    }

    void stream(Piece opener, Draw draw, int depth) throws Exception {
        Site site = run.site(opener);
        ResultStreamerOptions<Integer, Piece> options = options(site, draw);
        Deferred<?> parent = Holders.parent(run, site, draw);
        ResultStreamer<Integer, Piece> streamer = parent == null ? options.open() : options.open(parent);
        site.streamer = streamer;
        site.open(streamer.finalFuture());
        Iterator<Result<Integer, Piece>> results = streamer.iterator();
        try {
            fill(site, draw, depth);
            endOfWork(site, streamer, draw);
            consume(site, streamer, results, draw, depth);
        } finally {
            close(site, streamer, results);
        }
        if (Thread.interrupted()) {
            opener.sight("the close of " + site);
            throw new InterruptedException();
        }
    }

    private ResultStreamerOptions<Integer, Piece> options(Site site, Draw draw) {
        ResultStreamerOptions<Integer, Piece> options =
                ResultStreamer.<Integer, Piece>options().name(site.name);
        if (draw.oneIn(3)) {
            site.limit = draw.between(1, 3);
            site.waitsForLater = draw.oneIn(2);
            options.maxConcurrent(site.limit);
        }
        if (draw.oneIn(3)) {
            site.capacity = draw.between(1, 3);
            options.capacity(site.capacity);
        }
        if (draw.oneIn(4)) {
            site.grace = draw.between(0, 12) * Run.MILLI;
            options.grace(Duration.ofNanos(site.grace));
        }
        boolean breaks = draw.oneIn(4);
        switch (draw.below(4)) {
            case 0 -> {
                site.catching = Site.Catching.ALL;
                options.errorCatcher(result -> caught(site, result, breaks));
            }
            case 1 -> {
                site.catching = Site.Catching.EXCEPTIONS;
                options.exceptionsOnly(error -> {
                    site.caughtOne(error);
                    breakIf(breaks, site);
                });
            }
            default -> {}
        }
        return options;
    }

    private void caught(Site site, Result<Integer, Piece> result, boolean breaks) {
        site.caughtEnds.merge(result.context(), 1, Integer::sum);
        run.journal.check(!result.successful(), "S5", "the catcher of " + site + " was given " + result);
        if (result.outcome() instanceof Outcome.Failure<Integer> failure) {
            site.caughtOne(failure.error());
        }
        breakIf(breaks, site);
    }

    private void breakIf(boolean breaks, Site site) {
        if (breaks) {
            run.breakCallback(site.name);
        }
    }

    private void fill(Site site, Draw draw, int depth) throws Exception {
        for (int i = draw.between(0, 5); i > 0; i--) {
            if (run.hasFuel() && draw.below(4) != 0) {
                add(site, draw, depth);
            } else {
                bodies.nap(site.opener, draw.between(0, 6));
            }
        }
    }

    private void endOfWork(Site site, ResultStreamer<Integer, Piece> streamer, Draw draw) {
        if (draw.oneIn(2)) {
            streamer.noMoreWork();
        } else {
            run.later(draw.between(0, 30), () -> {
                run.journal.note(site.name, "no more work");
                streamer.noMoreWork();
            });
        }
    }

    private void consume(
            Site site,
            ResultStreamer<Integer, Piece> streamer,
            Iterator<Result<Integer, Piece>> results,
            Draw draw,
            int depth)
            throws Exception {
        site.consumers = 1;
        int enough = draw.oneIn(4) ? draw.below(4) : Integer.MAX_VALUE;
        boolean polls = enough < Integer.MAX_VALUE && draw.oneIn(2);
        for (int taken = 0; taken < enough; taken++) {
            Moment asked = run.journal.note(site.name, "is asked for a result");
            Optional<Result<Integer, Piece>> next = polls ? polled(site, streamer, draw.below(8)) : next(site, results);
            if (next.isEmpty()) {
                if (!polls) {
                    ended(site);
                    return;
                }
                continue;
            }
            Result<Integer, Piece> result = next.get();
            Moment moment = run.journal.note(site.name, "gives " + result.context() + " " + result.outcome());
            site.takes.add(new Site.Take(result.context(), result.outcome(), asked, moment));
            if (draw.oneIn(3)) {
                bodies.step(site.opener, draw, depth);
            }
        }
    }

    private void ended(Site site) {
        Moment moment = run.journal.note(site.name, "iteration ended");
        site.drained = true;
        if (!site.finalFuture().isDone()) {
            site.over = moment;
        }
    }

    private static Optional<Result<Integer, Piece>> polled(
            Site site, ResultStreamer<Integer, Piece> streamer, long millis) throws InterruptedException {
        try {
            return streamer.poll(Run.millis(millis));
        } catch (InterruptedException e) {
            site.opener.sight("a poll");
            throw e;
        }
    }

    private static Optional<Result<Integer, Piece>> next(Site site, Iterator<Result<Integer, Piece>> results)
            throws InterruptedException {
        try {
            return results.hasNext() ? Optional.of(results.next()) : Optional.empty();
        } catch (CancellationException cancelled) {
            site.journal.check(Thread.interrupted(), "E4", "an interrupted iterator of " + site + " took the flag");
            site.opener.sight("an iteration");
            InterruptedException interrupted = new InterruptedException();
            interrupted.initCause(cancelled);
            throw interrupted;
        }
    }

    private void close(Site site, ResultStreamer<Integer, Piece> streamer, Iterator<Result<Integer, Piece>> results) {
        site.closing();
        run.inside(site.opener, site);
        try {
            streamer.close();
        } finally {
            run.outside(site.opener);
            site.closed();
        }
        run.journal.check(!results.hasNext(), "S8", site + " gives results after its close");
        checkPoll(site, streamer);
        run.journal.check(streamer.pending() == 0, "S8", site + " holds something after its close");
    }

    private void checkPoll(Site site, ResultStreamer<Integer, Piece> streamer) {
        try {
            boolean flag = Thread.currentThread().isInterrupted();
            run.journal.check(
                    flag || streamer.poll(Duration.ZERO).isEmpty(), "S8", site + " gives a result after its close");
        } catch (InterruptedException e) {
            // Whoever closes looks at the flag next.
            Thread.currentThread().interrupt();
        }
    }

    // ---- work

    /** Adds a piece of work of any kind. */
    void add(Site site, Draw draw, int depth) {
        ResultStreamer<Integer, Piece> streamer = Objects.requireNonNull(site.streamer);
        int drawn = draw.below(10);
        switch (drawn) {
            case 0 -> {
                Piece piece = run.piece(Piece.Kind.VALUE, null);
                join(site, piece);
                piece.value = piece.number * 1000;
                piece.watch(work(streamer, piece, draw).addValue(piece.number * 1000));
            }
            case 1 -> {
                Piece piece = Holders.promise(run, draw);
                join(site, piece);
                work(streamer, piece, draw).addTask(integers(piece.future()));
            }
            case 2 -> {
                Piece piece = bodies.background(site.opener, draw, depth);
                join(site, piece);
                work(streamer, piece, draw).addTask(integers(piece.future()));
            }
            default -> {
                Piece piece = run.piece(drawn < 6 ? Piece.Kind.GENERATOR : Piece.Kind.STREAMED, site.opener);
                piece.deadline = site.opener.deadline;
                join(site, piece);
                StreamWork<Integer, Piece> work = work(streamer, piece, draw);
                if (drawn < 6) {
                    piece.watch(work.addGenerator(out -> {
                        Object ignored = bodies.perform(piece, depth, out);
                    }));
                } else {
                    piece.watch(work.add(() -> (Integer) bodies.perform(piece, depth, null)));
                }
            }
        }
    }

    @SuppressWarnings("unchecked") // what pieces give are integers
    private static Deferred<Integer> integers(Deferred<?> future) {
        return (Deferred<Integer>) future;
    }

    private static void join(Site site, Piece piece) {
        site.pieces.add(piece);
        piece.stays.add(new Piece.Stay(site, site.journal.note(site.name, "takes " + piece)));
    }

    private StreamWork<Integer, Piece> work(ResultStreamer<Integer, Piece> streamer, Piece piece, Draw draw) {
        boolean breaks = draw.oneIn(6);
        piece.hasCallbacks = true;
        return streamer.with(piece)
                .onDone(end -> {
                    run.journal.note(piece.name, "onDone " + end.outcome());
                    piece.ends++;
                    if (breaks) {
                        run.breakCallback(piece.name);
                    }
                })
                .onEach(each -> {
                    run.journal.note(piece.name, "onEach " + each.outcome());
                    Object expected = piece.number * 1000 + piece.eaches++;
                    run.journal.check(
                            each.outcome() instanceof Outcome.Success<Integer>(Integer value) && expected.equals(value),
                            "S4",
                            "onEach of " + piece + " was given " + each.outcome() + " instead of " + expected);
                });
    }

    /** Emits a generator's next value. */
    void emit(Piece piece, Emitter<Integer> out) throws InterruptedException {
        int value = piece.number * 1000 + piece.emitted.size();
        try {
            out.emit(value);
            piece.emitted.add(run.journal.note(piece.name, "emitted " + value));
        } catch (InterruptedException e) {
            piece.sight("emit");
            throw e;
        } catch (CancellationException e) {
            run.journal.note(piece.name, "may not emit");
            piece.refusedEmit = true;
            throw e;
        }
    }
}
