package io.photons.stress.simulation;

import io.photons.async.Deferred;
import io.photons.async.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One piece of work, and what was seen of it. */
final class Piece {

    /** What it is to the library. */
    enum Kind {
        /** The run's own first task, which nobody cancels. */
        MAIN,
        BACKGROUND,
        SILENT,
        HELD,
        STREAMED,
        GENERATOR,
        VALUE,
        PROMISE,
        TIMED
    }

    /** Somebody asked for its cancellation. */
    record Ask(Moment moment, @Nullable String reason) {}

    /** A scope that holds it, and since when. */
    record Stay(Site site, Moment since) {}

    final Journal journal;
    final Kind kind;
    final String name;
    final int number;
    final Moment added;

    /** Whose body made the call that runs this; of a scope's piece, whose body opened the scope. */
    final @Nullable Piece caller;

    @Nullable
    Deferred<?> future;

    @Nullable
    Call call;

    final List<Ask> asks = new ArrayList<>(1);
    final List<Stay> stays = new ArrayList<>(1);
    final List<Call> calls = new ArrayList<>(0);

    /** When the deadline of the time-outs around it is. */
    long deadline = Long.MAX_VALUE;

    Moment began = Moment.NEVER;
    Moment ended = Moment.NEVER;
    Moment sighted = Moment.NEVER;
    Moment done = Moment.NEVER;
    Moment watched = Moment.NEVER;
    int begins;
    int sights;
    int dones;

    @Nullable
    Object value;

    @Nullable
    Throwable thrown;

    @Nullable
    Outcome<?> outcome;

    /** Whether a closed holder refused its body. */
    boolean refused;

    /** Whether somebody waited for it while it was queued. */
    boolean wanted;

    /** How often the log told of its end as a straggler. */
    int straggled;

    /** Values that a generator emitted, and what its callbacks were given. */
    final List<Moment> emitted = new ArrayList<>(0);

    boolean hasCallbacks;
    boolean refusedEmit;
    int eaches;
    int ends;

    Piece(Journal journal, Kind kind, String name, int number, @Nullable Piece caller) {
        this.journal = journal;
        this.kind = kind;
        this.name = name;
        this.number = number;
        this.caller = caller;
        this.added = journal.note(name, "added as " + kind);
    }

    boolean hasBody() {
        return kind != Kind.VALUE && kind != Kind.PROMISE;
    }

    void begin() {
        began = journal.note(name, "begins");
        begins++;
    }

    void end(@Nullable Object with, @Nullable Throwable error) {
        value = with;
        thrown = error;
        ended = journal.note(name, error == null ? "returns " + with : "throws " + error);
    }

    /** Its body found itself interrupted. */
    void sight(String where) {
        Moment moment = journal.note(name, "interrupted in " + where);
        sights++;
        if (!sighted.happened()) {
            sighted = moment;
        }
    }

    /** A callback saw the end. */
    void done(Deferred<?> end) {
        outcome = end.outcome();
        done = journal.note(name, "is done: " + outcome);
        dones++;
    }

    void ask(@Nullable String reason, String by) {
        asks.add(new Ask(journal.note(by, "cancels " + name + (reason == null ? "" : ": " + reason)), reason));
    }

    Deferred<?> future() {
        return Objects.requireNonNull(future);
    }

    /** Has its end noted. */
    void watch(Deferred<?> end) {
        future = end;
        end.onDone(this::done);
        watched = journal.note(name, "is watched");
    }

    /** The scope that started its body. */
    @Nullable
    Site home() {
        boolean runs = kind == Kind.HELD || kind == Kind.STREAMED || kind == Kind.GENERATOR;
        return runs && !stays.isEmpty() ? stays.get(0).site() : null;
    }

    boolean failed() {
        return outcome instanceof Outcome.Failure;
    }

    @Override
    public String toString() {
        return name;
    }
}
