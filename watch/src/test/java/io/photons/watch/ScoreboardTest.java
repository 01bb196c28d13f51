package io.photons.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The scoreboard")
class ScoreboardTest {

    private final List<Target> targets =
            List.of(new Target.Port("a", "h", 1), new Target.Port("b", "h", 2), new Target.Port("c", "h", 3));
    private final Scoreboard board = new Scoreboard(targets, 4, null);

    private void add(int round, int index, Verdict verdict, long millis) {
        Turn turn = new Turn(new Round(round, 3, Async.promise()), index, targets.get(index));
        String error = verdict == Verdict.OK ? null : "no";
        board.add(turn, new Check(Instant.now(), verdict, millis * 1_000_000, Check.NONE, error));
    }

    @Test
    @DisplayName("counts what went well, failed and timed out, and measures what went well")
    void counts() {
        board.begin(1);
        add(1, 0, Verdict.OK, 10);
        add(1, 1, Verdict.FAILED, 1);
        add(1, 2, Verdict.TIMED_OUT, 2000);
        Summary summary = board.summary();
        assertThat(summary.checks()).isEqualTo(3);
        assertThat(summary.ok()).isEqualTo(1);
        assertThat(summary.failed()).isEqualTo(2);
        assertThat(summary.timedOut()).isEqualTo(1);
        assertThat(summary.p99Nanos()).isBetween(9_990_000L, 10_010_000L);
    }

    @Test
    @DisplayName("says how healthy the last complete round was, not the one that was cut off")
    void saysHowHealthyTheLastCompleteRoundWas() {
        board.begin(1);
        IntStream.range(0, 3).forEach(i -> add(1, i, Verdict.FAILED, 1));
        board.begin(2);
        add(2, 0, Verdict.OK, 1);
        add(2, 1, Verdict.OK, 1);
        board.begin(3);
        add(3, 0, Verdict.FAILED, 1);
        assertThat(board.summary().healthyPercent()).isZero();
        add(2, 2, Verdict.OK, 1);
        assertThat(board.summary().healthyPercent()).isEqualTo(100);
    }

    @Test
    @DisplayName("where no round was completed, says it of what there is; of nothing, zero")
    void whereNoRoundWasCompleted() {
        assertThat(board.summary().healthyPercent()).isZero();
        assertThat(board.summary().p50Nanos()).isEqualTo(Check.NONE);
        board.begin(1);
        add(1, 0, Verdict.OK, 1);
        add(1, 1, Verdict.FAILED, 1);
        assertThat(board.summary().healthyPercent()).isEqualTo(50);
    }

    @Test
    @DisplayName("shows the worst first, and of each the latest checks")
    void showsTheWorstFirst() {
        for (int round = 1; round <= 6; round++) {
            board.begin(round);
            add(round, 0, Verdict.OK, round);
            add(round, 1, round == 6 ? Verdict.OK : Verdict.FAILED, 1);
            add(round, 2, round == 6 ? Verdict.TIMED_OUT : Verdict.OK, 1);
        }
        Scoreboard.Standing standing = board.standing(2, 10);
        assertThat(standing.worst()).extracting(Score.Row::name).containsExactly("c", "b");
        assertThat(board.standing(3, 10).worst().getLast().marks())
                .extracting(History.Mark::latencyNanos)
                .containsExactly(3_000_000L, 4_000_000L, 5_000_000L, 6_000_000L);
        assertThat(board.standing(3, 2).worst().getLast().marks()).hasSize(2);
        assertThat(standing.roundChecks()).isEqualTo(3);
    }
}
