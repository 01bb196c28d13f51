package io.photons.stress.simulation;

import io.photons.async.Async;
import io.photons.async.Deferred;
import io.photons.async.Emitter;
import io.photons.async.Task;
import org.jspecify.annotations.Nullable;

/** What bodies do: steps that are drawn, an end that is drawn, and manners when they are cancelled. */
final class Bodies {

    private static final int DEEPEST = 3;

    final Run run;
    private final Waiting waiting;
    private final Calls calls;
    private final Holders holders;
    private final Streams streams;

    Bodies(Run run) {
        this.run = run;
        this.waiting = new Waiting(run);
        this.calls = new Calls(run, this);
        this.holders = new Holders(run, this);
        this.streams = new Streams(run, this);
    }

    /** Runs a piece's body. */
    @Nullable
    Object perform(Piece piece, int depth, @Nullable Emitter<Integer> out) throws Exception {
        piece.begin();
        run.entered(piece);
        Task<?> task = Task.current();
        if (task != null && piece.future == null && piece.kind == Piece.Kind.TIMED) {
            piece.watch(task);
        }
        checkRemaining(piece, task);
        Object value;
        try {
            value = steps(piece, run.draw(piece), depth, out);
        } catch (Throwable thrown) {
            piece.end(null, thrown);
            throw thrown;
        }
        piece.end(value, null);
        return value;
    }

    private void checkRemaining(Piece piece, @Nullable Task<?> task) {
        if (task == null) {
            return;
        }
        long left = task.remaining().toNanos();
        long expected = piece.deadline == Long.MAX_VALUE ? 1L << 62 : Math.max(0, piece.deadline - piece.began.at());
        run.journal.check(left == expected, "T15", piece + " has " + left + " ns left, and should have " + expected);
    }

    private @Nullable Object steps(Piece piece, Draw draw, int depth, @Nullable Emitter<Integer> out) throws Exception {
        Object value;
        try {
            value = interruptible(piece, draw, depth, out);
        } catch (Throwable thrown) {
            cleanUp(piece, draw);
            throw thrown;
        }
        cleanUp(piece, draw);
        return value;
    }

    private @Nullable Object interruptible(Piece piece, Draw draw, int depth, @Nullable Emitter<Integer> out)
            throws Exception {
        try {
            int steps = draw.between(0, 4);
            for (int i = 0; i < steps; i++) {
                if (out != null && draw.below(3) != 0) {
                    streams.emit(piece, out);
                } else {
                    step(piece, draw, depth);
                }
            }
            return end(piece, draw);
        } catch (InterruptedException interrupted) {
            return answer(piece, draw, interrupted);
        }
    }

    private Object end(Piece piece, Draw draw) throws Exception {
        return switch (draw.below(12)) {
            case 0, 1 -> throw new Fault(run.fault(piece.name));
            case 2 -> throw new Fault.Fatal(run.fault(piece.name));
            default -> piece.number * 1000;
        };
    }

    /** How the body takes its cancellation. */
    private Object answer(Piece piece, Draw draw, InterruptedException interrupted) throws Exception {
        if (draw.oneIn(3)) {
            nap(piece, draw.between(1, 25));
        }
        return switch (draw.below(8)) {
            case 0 -> piece.number * 1000 + 999;
            case 1 -> throw new Fault(run.fault(piece.name));
            default -> throw interrupted;
        };
    }

    /** What stands in the body's {@code finally}. */
    private void cleanUp(Piece piece, Draw draw) throws Exception {
        if (draw.oneIn(8)) {
            nap(piece, draw.between(1, 6));
        }
        if (draw.oneIn(16)) {
            throw new Fault(run.fault(piece.name + " finally"));
        }
    }

    /** One step of a body, or of the loop in a scope. */
    void step(Piece piece, Draw draw, int depth) throws Exception {
        Site home = piece.home();
        if (home != null && home.isLimited() && draw.oneIn(home.waitsForLater ? 2 : 4)) {
            // Waits are what limits are about: whoever waits lends its slot.
            waiting.await(piece, draw);
            return;
        }
        boolean deeper = depth < DEEPEST && run.hasFuel();
        switch (draw.below(17)) {
            case 0, 1, 2, 3 -> nap(piece, draw.between(0, 12));
            case 4 -> run.time.checkpoint();
            case 5, 6 -> waiting.await(piece, draw);
            case 7, 8 -> cancel(piece, draw);
            case 9, 10 -> {
                if (run.hasFuel()) {
                    addElsewhere(piece, draw, depth);
                }
            }
            case 11, 12 -> {
                if (deeper) {
                    calls.call(piece, draw, depth + 1);
                }
            }
            case 13, 14 -> {
                if (deeper) {
                    holders.hold(piece, draw, depth + 1);
                }
            }
            case 15 -> tick(piece, draw);
            default -> {
                if (deeper) {
                    streams.stream(piece, draw, depth + 1);
                }
            }
        }
    }

    private void tick(Piece piece, Draw draw) throws Exception {
        Ticking ticking = new Ticking(run, piece, draw);
        run.tickings.add(ticking);
        ticking.loop(this);
    }

    void nap(Piece piece, long millis) throws InterruptedException {
        waiting.nap(piece, millis);
    }

    /** Cancels a task, a scope or, seldom, everything. */
    private void cancel(Piece piece, Draw draw) {
        int what = draw.below(12);
        if (what == 0) {
            run.stop(draw.oneIn(2) ? null : "stop by " + piece, piece.name);
        } else if (what <= 3 && !run.sites.isEmpty()) {
            Site site = draw.of(run.sites);
            if (site.opened.happened()) {
                String reason = "enough of " + site + " by " + piece;
                site.ask(reason, piece.name);
                site.cancel(reason);
            }
        } else {
            Piece target = draw.of(run.pieces);
            Deferred<?> future = target.future;
            if (future != null) {
                String reason = draw.oneIn(4) ? null : "enough of " + target + " by " + piece;
                target.ask(reason, piece.name);
                boolean ignored = reason == null ? future.cancel() : future.cancel(reason);
            }
        }
    }

    private void addElsewhere(Piece piece, Draw draw, int depth) {
        Site home = piece.home();
        Site site = home != null && draw.oneIn(2) ? home : run.sites.isEmpty() ? null : draw.of(run.sites);
        if (site == null || draw.oneIn(4)) {
            background(piece, draw, depth + 1);
        } else if (site.holder != null && site.opened.happened()) {
            holders.add(site, piece, draw, depth + 1);
        } else if (site.streamer != null && site.opened.happened()) {
            streams.add(site, draw, depth + 1);
        }
    }

    /** Starts a task that no scope holds; the run waits for it in the end. */
    Piece background(Piece piece, Draw draw, int depth) {
        boolean silent = draw.oneIn(3);
        Piece started = run.piece(silent ? Piece.Kind.SILENT : Piece.Kind.BACKGROUND, null);
        Task.Options options = Async.task(started.name);
        if (silent) {
            options.silent();
        }
        started.watch(options.start(() -> perform(started, depth, null)));
        if (draw.oneIn(5) && started.dones == 0) {
            started.future().onDone(end -> run.breakCallback(started.name));
        }
        return started;
    }
}
