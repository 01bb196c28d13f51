package io.photons.stress.simulation;

import io.photons.async.Deferred;
import io.photons.async.Outcome;
import io.photons.async.ResultStreamer;
import io.photons.async.TaskHolder;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A scope, and what was seen of it. */
final class Site {

    static final int NO_LIMIT = Integer.MAX_VALUE;
    static final long NO_GRACE = Long.MAX_VALUE;

    /** Where a scope's errors go. */
    enum Catching {
        NOTHING,
        ALL,
        EXCEPTIONS
    }

    /** A result that a consumer took. */
    record Take(@Nullable Piece piece, Outcome<Integer> outcome, Moment asked, Moment taken) {}

    /** Something that ends a final future. */
    record Cause(long at, @Nullable String reason) {}

    final Journal journal;
    final String name;
    final Piece opener;

    // What was drawn.
    boolean failFast;
    int limit = NO_LIMIT;
    int capacity = NO_LIMIT;
    long grace = NO_GRACE;
    Catching catching = Catching.NOTHING;

    /** Whether its bodies wait for those added after them, which may have to borrow their slots. */
    boolean waitsForLater;

    @Nullable
    TaskHolder holder;

    @Nullable
    ResultStreamer<Integer, Piece> streamer;

    // What was seen.
    final List<Piece> pieces = new ArrayList<>();
    final List<Piece.Ask> asks = new ArrayList<>(1);
    final List<Take> takes = new ArrayList<>();
    final IdentityHashMap<Throwable, Integer> caught = new IdentityHashMap<>();
    final IdentityHashMap<Piece, Integer> caughtEnds = new IdentityHashMap<>();
    final IdentityHashMap<Throwable, Integer> thrown = new IdentityHashMap<>();

    /** The future whose child the final one is: how it ended. */
    Parent parent = () -> Moment.NEVER;

    Moment opened = Moment.NEVER;
    Moment closing = Moment.NEVER;
    Moment closed = Moment.NEVER;
    Moment finalEnd = Moment.NEVER;
    int finalEnds;

    @Nullable
    Outcome<?> finalOutcome;

    /** When a run was left by an exception. */
    Moment left = Moment.NEVER;

    /** When the iteration ended by itself. */
    Moment over = Moment.NEVER;

    /** Whether a consumer took all there was to take. */
    boolean drained;

    int consumers;
    int leftBehind;

    /** When something above ended. */
    @FunctionalInterface
    interface Parent {
        Moment end();
    }

    Site(Journal journal, String name, Piece opener) {
        this.journal = journal;
        this.name = name;
        this.opener = opener;
    }

    void open(Deferred<Void> finalFuture) {
        opened = journal.note(name, "opened" + describe());
        finalFuture.onDone(ended -> {
            finalEnds++;
            finalOutcome = ended.outcome();
            finalEnd = journal.note(name, "final future ended: " + finalOutcome);
        });
    }

    private String describe() {
        return (streamer == null ? " holder" : " streamer")
                + (failFast ? " fail-fast" : "")
                + (limit == NO_LIMIT ? "" : " limit " + limit)
                + (capacity == NO_LIMIT ? "" : " capacity " + capacity)
                + (grace == NO_GRACE ? "" : " grace " + grace / 1_000_000)
                + (catching == Catching.NOTHING ? "" : " catching " + catching);
    }

    void ask(String reason, String by) {
        asks.add(new Piece.Ask(journal.note(by, "cancels " + name + ": " + reason), reason));
    }

    void closing() {
        closing = journal.note(name, "closing");
    }

    void closed() {
        closed = journal.note(name, "closed");
    }

    /** Whether a piece came before the close had returned, which waits for it then. */
    boolean holds(Piece piece) {
        return piece.stays.stream()
                .anyMatch(stay -> stay.site() == this && stay.since().before(closed) && !isLate(piece, stay.since()));
    }

    /**
     * A streamer refuses nothing: what comes while its close is about to return is cancelled, and need not be waited for
     * if nothing else was.
     */
    private boolean isLate(Piece piece, Moment since) {
        return streamer != null
                && piece.home() != this
                && closing.before(since)
                && since.at() == closed.at()
                && piece.done.at() > closed.at();
    }

    /** When a piece was to be left behind by the close, if it had not ended: when its grace was over. */
    long leavesAt(Piece piece) {
        long asked = Asked.at(piece);
        if (grace == NO_GRACE || asked == Asked.NEVER || !holds(piece)) {
            return Asked.NEVER;
        }
        return Math.max(Math.max(asked, since(piece)) + grace, closing.at());
    }

    /** When a piece came. */
    long since(Piece piece) {
        return piece.stays.stream()
                .filter(stay -> stay.site() == this)
                .mapToLong(stay -> stay.since().at())
                .min()
                .orElse(0);
    }

    boolean isLimited() {
        return limit != NO_LIMIT || capacity != NO_LIMIT;
    }

    Deferred<Void> finalFuture() {
        if (holder != null) {
            return holder.finalFuture();
        }
        return Objects.requireNonNull(streamer).finalFuture();
    }

    boolean cancel(String reason) {
        return holder != null
                ? holder.cancel(reason)
                : Objects.requireNonNull(streamer).cancel(reason);
    }

    void caughtOne(Throwable error) {
        caught.merge(error, 1, Integer::sum);
    }

    /** Counts an error that came out of the close, with all that is suppressed in it. */
    void thrownOut(Throwable out) {
        thrown.merge(out, 1, Integer::sum);
        if (out.getCause() != null && !(out.getCause() instanceof InterruptedException)) {
            thrownOut(out.getCause());
        }
        for (Throwable more : out.getSuppressed()) {
            thrownOut(more);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
