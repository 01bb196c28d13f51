package io.photons.watch;

import static io.photons.watch.Lanes.Admission.LATER;
import static io.photons.watch.Lanes.Admission.NEVER;
import static io.photons.watch.Lanes.Admission.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Lanes")
class LanesTest {

    private static Turn turn(int round, int index) {
        return new Turn(new Round(round, 1, Async.promise()), index, new Target.Port("t", "h", 1));
    }

    @Test
    @DisplayName("without places to spare, the next check of a busy target waits and the one after it is not made")
    void withoutPlacesToSpareTheNextCheckWaits() {
        Lanes lanes = new Lanes(2, 2);
        Turn waiting = turn(2, 0);
        assertThat(lanes.enter(turn(1, 0))).isEqualTo(NOW);
        assertThat(lanes.enter(waiting)).isEqualTo(LATER);
        assertThat(lanes.enter(turn(3, 0))).isEqualTo(NEVER);
        assertThat(lanes.enter(turn(1, 1))).isEqualTo(NOW);
        assertThat(lanes.leave(turn(1, 0))).isSameAs(waiting);
        assertThat(lanes.isBusy(0)).isTrue();
        assertThat(lanes.leave(waiting)).isNull();
        assertThat(lanes.isBusy(0)).isFalse();
    }

    @Test
    @DisplayName("with places to spare, checks run alongside until each other target has just its own place left")
    void withPlacesToSpareChecksRunAlongside() {
        Lanes lanes = new Lanes(2, 4);
        assertThat(lanes.enter(turn(1, 0))).isEqualTo(NOW);
        assertThat(lanes.enter(turn(2, 0))).isEqualTo(NOW);
        assertThat(lanes.enter(turn(3, 0))).isEqualTo(NOW);
        assertThat(lanes.enter(turn(4, 0))).isEqualTo(LATER);
        assertThat(lanes.enter(turn(1, 1))).isEqualTo(NOW);
        assertThat(lanes.enter(turn(2, 1))).isEqualTo(LATER);
    }

    @Test
    @DisplayName("a place that is spared again is given again")
    void aPlaceThatIsSparedAgainIsGivenAgain() {
        Lanes lanes = new Lanes(1, 2);
        for (int round = 1; round < 100; round++) {
            assertThat(lanes.enter(turn(round, 0))).isEqualTo(NOW);
            assertThat(lanes.enter(turn(round, 0))).isEqualTo(NOW);
            assertThat(lanes.leave(turn(round, 0))).isNull();
            assertThat(lanes.leave(turn(round, 0))).isNull();
        }
        assertThat(lanes.isBusy(0)).isFalse();
    }
}
