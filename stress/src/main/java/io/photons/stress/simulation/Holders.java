package io.photons.stress.simulation;

import io.photons.async.Deferred;
import io.photons.async.ErrorCatcher;
import io.photons.async.Promise;
import io.photons.async.TaskHolder;
import io.photons.async.TaskHolderOptions;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Holders: opened, filled, closed. */
final class Holders {

    private final Run run;
    private final Bodies bodies;

    Holders(Run run, Bodies bodies) {
        this.run = run;
        this.bodies = bodies;
    }

    void hold(Piece opener, Draw draw, int depth) throws Exception {
        Site site = run.site(opener);
        TaskHolderOptions options = options(site, draw);
        Deferred<?> parent = parent(run, site, draw);
        if (parent != null && draw.oneIn(3)) {
            runIn(site, options, parent, draw, depth);
            return;
        }
        TaskHolder holder = parent == null ? options.open() : options.open(parent);
        opened(site, holder);
        try {
            fill(site, draw, depth);
        } finally {
            close(site, holder);
        }
        checkClosed(site, holder, draw);
        if (Thread.interrupted()) {
            opener.sight("the close of " + site);
            throw new InterruptedException();
        }
    }

    private TaskHolderOptions options(Site site, Draw draw) {
        TaskHolderOptions options = TaskHolder.options().name(site.name);
        if (draw.oneIn(4)) {
            site.failFast = true;
            options.failFast();
        }
        if (draw.oneIn(2)) {
            site.limit = draw.between(1, 2 + draw.below(2));
            site.waitsForLater = draw.oneIn(2);
            options.maxConcurrent(site.limit);
        }
        if (draw.oneIn(3)) {
            site.catching = Site.Catching.ALL;
            options.errorCatcher(catcher(site, draw.oneIn(4)));
        }
        if (draw.oneIn(4)) {
            site.grace = draw.between(0, 12) * Run.MILLI;
            options.grace(Duration.ofNanos(site.grace));
        }
        return options;
    }

    private ErrorCatcher<Throwable> catcher(Site site, boolean breaks) {
        return error -> {
            site.caughtOne(error);
            if (breaks) {
                run.breakCallback(site.name);
            }
        };
    }

    /** What a scope's final future is to be the child of; null for nothing. */
    static @Nullable Deferred<?> parent(Run run, Site site, Draw draw) {
        int drawn = draw.below(5);
        if (drawn == 0) {
            return null;
        }
        Site other = draw.of(run.sites);
        if (drawn == 1 && other.opened.happened()) {
            site.parent = () -> other.finalEnd;
            return other.finalFuture();
        }
        site.parent = () -> run.stopped;
        return run.stop;
    }

    private void opened(Site site, TaskHolder holder) {
        site.holder = holder;
        site.open(holder.finalFuture());
    }

    private void fill(Site site, Draw draw, int depth) throws Exception {
        for (int i = draw.between(1, site.isLimited() ? 9 : 5); i > 0; i--) {
            if (run.hasFuel() && draw.below(3) != 0) {
                add(site, site.opener, draw, depth);
            } else {
                bodies.step(site.opener, draw, depth);
            }
        }
    }

    private void close(Site site, TaskHolder holder) {
        site.closing();
        run.inside(site.opener, site);
        try {
            holder.close();
        } catch (CompletionException thrown) {
            run.journal.check(site.failFast, "H2", "the close of " + site + " threw " + thrown);
            site.thrownOut(thrown);
        } finally {
            run.outside(site.opener);
            site.closed();
        }
    }

    /** A holder by {@code run}, perhaps left by an exception. */
    private void runIn(Site site, TaskHolderOptions options, Deferred<?> parent, Draw draw, int depth)
            throws Exception {
        Fault leaving = draw.oneIn(3) ? new Fault(run.fault(site.name + " left")) : null;
        boolean[] inside = {false};
        try {
            options.run(parent, holder -> {
                opened(site, holder);
                try {
                    fill(site, draw, depth);
                    if (leaving != null) {
                        throw leaving;
                    }
                } catch (Throwable thrown) {
                    site.left = run.journal.note(site.name, "left by " + thrown);
                    throw thrown;
                } finally {
                    site.closing();
                    run.inside(site.opener, site);
                    inside[0] = true;
                }
                return null;
            });
            run.journal.check(!site.left.happened(), "H4", site + " was left by an exception that did not come out");
        } catch (Throwable thrown) {
            site.thrownOut(thrown);
            if (thrown instanceof InterruptedException && !site.left.happened()) {
                site.opener.sight("the close of " + site);
            }
            boolean failedFast = site.failFast && thrown instanceof CompletionException && !site.left.happened();
            if (!failedFast && thrown != leaving) {
                throw thrown;
            }
        } finally {
            if (inside[0]) {
                run.outside(site.opener);
            }
            site.closed();
        }
        if (Thread.interrupted()) {
            site.opener.sight("the run of " + site);
            throw new InterruptedException();
        }
    }

    private void checkClosed(Site site, TaskHolder holder, Draw draw) {
        run.journal.check(holder.pending() == 0, "H5", site + " holds something after its close");
        if (draw.oneIn(4)) {
            try {
                holder.add(() -> run.journal.violate("H7", "a body began in " + site + " after its close"));
                run.journal.violate("H7", site + " took a task after its close");
            } catch (IllegalStateException refused) {
                run.journal.note(site.name, "refuses a task");
            }
        }
    }

    /** Adds a task, or a future that somebody else ends. */
    void add(Site site, Piece by, Draw draw, int depth) {
        TaskHolder holder = Objects.requireNonNull(site.holder);
        switch (draw.below(8)) {
            case 0 -> adopt(site, holder, bodies.background(by, draw, depth));
            case 1 -> adopt(site, holder, promise(run, draw));
            default -> {
                Piece piece = run.piece(Piece.Kind.HELD, site.opener);
                piece.deadline = site.opener.deadline;
                join(site, piece);
                try {
                    piece.watch(holder.add(piece.name, () -> bodies.perform(piece, depth, null)));
                } catch (IllegalStateException refused) {
                    refused(site, piece);
                    return;
                }
                if (draw.oneIn(5) && piece.dones == 0) {
                    piece.future().onDone(end -> run.breakCallback(piece.name));
                }
            }
        }
    }

    private static void join(Site site, Piece piece) {
        site.pieces.add(piece);
        piece.stays.add(new Piece.Stay(site, site.journal.note(site.name, "takes " + piece)));
    }

    private void refused(Site site, Piece piece) {
        run.journal.check(site.closing.happened(), "H7", site + " refused " + piece + " before its close");
        run.journal.note(site.name, "refuses " + piece);
        site.pieces.remove(piece);
        piece.stays.removeIf(stay -> stay.site() == site);
        piece.refused = piece.kind == Piece.Kind.HELD;
    }

    private void adopt(Site site, TaskHolder holder, Piece piece) {
        join(site, piece);
        try {
            holder.addTask(piece.future());
        } catch (IllegalStateException refused) {
            piece.ask(site.holder == null ? null : "TaskHolder#" + site.name + " is closed", site.name);
            refused(site, piece);
        }
    }

    /** A future that an actor ends some time. */
    static Piece promise(Run run, Draw draw) {
        Piece piece = run.piece(Piece.Kind.PROMISE, null);
        Promise<Integer> promise = io.photons.async.Async.promise(piece.name);
        piece.watch(promise);
        boolean fails = draw.oneIn(4);
        run.later(draw.between(0, 25), () -> {
            if (promise.isDone()) {
                return;
            }
            if (fails) {
                Fault fault = new Fault(run.fault(piece.name));
                piece.end(null, fault);
                promise.fail(fault);
            } else {
                piece.end(piece.number * 1000, null);
                promise.complete(piece.number * 1000);
            }
        });
        return piece;
    }
}
