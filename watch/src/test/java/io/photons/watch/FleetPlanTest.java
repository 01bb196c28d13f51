package io.photons.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The plan of the fleet")
class FleetPlanTest {

    @Test
    @DisplayName("is the same for the same seed and another for another")
    void isTheSameForTheSameSeed() {
        assertThat(FleetPlan.of(7)).isEqualTo(FleetPlan.of(7)).isNotEqualTo(FleetPlan.of(8));
    }

    @Test
    @DisplayName("has 200 endpoints with names of their own and every temper, whatever the seed")
    void hasEveryTemper() {
        for (long seed = -50; seed < 50; seed++) {
            List<FleetPlan.Member> members = FleetPlan.of(seed).members();
            assertThat(members).hasSize(200).extracting(FleetPlan.Member::name).doesNotHaveDuplicates();
            assertThat(members).extracting(FleetPlan.Member::temper).contains(Temper.values());
        }
    }

    @Test
    @DisplayName("flaky endpoints fail some checks, and the same ones each time; the others fail none")
    void flakyEndpointsFailSomeChecks() {
        FleetPlan plan = FleetPlan.of(3);
        for (FleetPlan.Member member : plan.members()) {
            List<Boolean> moods = moods(member);
            assertThat(moods).isEqualTo(moods(member));
            if (member.temper() == Temper.FLAKY) {
                assertThat(moods).contains(true, false);
            } else {
                assertThat(moods).containsOnly(false);
            }
        }
    }

    private static List<Boolean> moods(FleetPlan.Member member) {
        return LongStream.rangeClosed(1, 200).mapToObj(member::fails).toList();
    }
}
