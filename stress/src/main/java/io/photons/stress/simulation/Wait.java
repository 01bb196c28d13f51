package io.photons.stress.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A wait of a body, and how it was over: a sleep where nothing was waited for. */
final class Wait {

    /** What is waited for. */
    enum Kind {
        SLEEP,
        ALL,
        FIRST,
        GET
    }

    static final long FOREVER = Long.MAX_VALUE;

    final Piece who;
    final Kind kind;
    final List<Piece> targets;

    /** Those among the targets that had not begun. */
    final List<Piece> queued;

    final long limit;
    final Moment began;
    Moment over = Moment.NEVER;
    boolean interrupted;

    /** What it answered, or threw. */
    @Nullable
    Object answer;

    Wait(Piece who, Kind kind, List<Piece> targets, long limit) {
        this.who = who;
        this.kind = kind;
        this.targets = targets;
        this.limit = limit;
        this.began = who.journal.note(
                who.name,
                "waits: " + kind + (targets.isEmpty() ? "" : " " + targets)
                        + (limit == FOREVER ? "" : " for " + limit / 1_000_000 + " ms"));
        this.queued = targets.stream()
                .filter(target -> target.begins == 0 && target.dones == 0)
                .toList();
    }

    void over(@Nullable Object with) {
        answer = with;
        over = who.journal.note(who.name, "wait is over: " + (with instanceof Piece piece ? piece.name : with));
    }

    void interrupted() {
        who.sight("a wait");
        interrupted = true;
        over = who.sighted;
    }
}
