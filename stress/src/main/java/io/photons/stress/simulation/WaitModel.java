package io.photons.stress.simulation;

import io.photons.async.Outcome;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;

/** When a wait must have been over, and what it must have told. */
final class WaitModel {

    private final Wait wait;

    WaitModel(Wait wait) {
        this.wait = wait;
    }

    void check() {
        long from = wait.began.at();
        long limit = wait.limit == Wait.FOREVER ? Wait.FOREVER : from + wait.limit;
        long due = Math.min(limit, Math.max(from, ends()));
        long asked = Asked.interruption(wait.who, wait.began, wait.over);
        if (wait.interrupted) {
            check(wait.over.at() == asked, "T2", "interrupted, asked to end at " + PieceModel.ms(asked));
            check(asked <= due, "W5", "interrupted after its end at " + PieceModel.ms(due));
            return;
        }
        check(wait.over.at() == due, "W1", "over, and not at " + PieceModel.ms(due));
        check(asked >= due, "T2", "not interrupted, though asked to end at " + PieceModel.ms(asked));
        if (wait.over.at() == due) {
            checkAnswer(limit);
        }
    }

    /** When what is waited for had ended. */
    private long ends() {
        var ends = wait.targets.stream().mapToLong(target -> target.done.at());
        return switch (wait.kind) {
            case SLEEP -> Wait.FOREVER;
            case FIRST -> ends.min().orElse(0);
            default -> ends.max().orElse(0);
        };
    }

    private void checkAnswer(long limit) {
        long ends = ends();
        switch (wait.kind) {
            case SLEEP -> {}
            case ALL ->
                check(
                        ends == limit || Objects.equals(wait.answer, ends < limit || ends <= wait.began.at()),
                        "W1",
                        "answered " + wait.answer);
            case FIRST -> {
                if (wait.answer instanceof Piece first) {
                    check(
                            first.done.at() == ends || first.done.at() <= wait.began.at(),
                            "W2",
                            "told that " + first + " was the first");
                } else {
                    check(ends >= limit, "W2", "told of none");
                }
            }
            case GET -> checkGot(wait.targets.get(0));
        }
    }

    private void checkGot(Piece target) {
        boolean right = switch (target.outcome) {
            case Outcome.Failure<?>(Throwable error) ->
                wait.answer instanceof ExecutionException thrown && thrown.getCause() == error;
            case Outcome.Cancelled<?>(String reason) ->
                wait.answer instanceof CancellationException thrown && Objects.equals(thrown.getMessage(), reason);
            case Outcome.Success<?>(Object value) -> Objects.equals(wait.answer, value);
            case null -> false;
        };
        check(right, "F7", "got " + wait.answer + " from " + target + ", which ended with " + target.outcome);
    }

    private void check(boolean holds, String rule, String how) {
        if (!holds) {
            wait.who.journal.violate(
                    rule,
                    "the wait (" + wait.kind + " " + wait.targets + ") of " + wait.who + " from "
                            + PieceModel.ms(wait.began.at()) + " to " + PieceModel.ms(wait.over.at()) + ": " + how);
        }
    }
}
