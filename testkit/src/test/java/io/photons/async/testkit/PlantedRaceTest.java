package io.photons.async.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A planted race")
class PlantedRaceTest {

    private static final int SEEDS = 200;

    /** Each task has some places before the critical one and some after it, and takes the last seat if it is free. */
    private record Racer(int before, int after, boolean waits) {

        void run(int[] taken) throws InterruptedException {
            places(before);
            if (taken[0] == 0) {
                if (waits) {
                    Async.sleep(Duration.ofMillis(1));
                } else {
                    places(1);
                }
                taken[0]++;
            }
            places(after);
        }

        private static void places(int count) {
            for (int i = 0; i < count; i++) {
                Async.<String>promise().complete("a place to switch");
            }
        }
    }

    private static void race(long seed, List<Racer> racers) {
        VirtualTime.run(seed, time -> {
            int[] taken = new int[1];
            List<Task<Void>> tasks = new ArrayList<>();
            for (Racer racer : racers) {
                tasks.add(Async.background(() -> racer.run(taken)));
            }
            Async.waitForAll(tasks);
            assertThat(taken[0]).as("seats taken").isEqualTo(1);
        });
    }

    private static boolean fails(long seed, List<Racer> racers) {
        try {
            race(seed, racers);
            return false;
        } catch (AssertionError e) {
            return true;
        }
    }

    private static OptionalLong firstFailing(List<Racer> racers) {
        return LongStream.range(0, SEEDS).filter(seed -> fails(seed, racers)).findFirst();
    }

    static Stream<Arguments> everywhere() {
        return IntStream.rangeClosed(0, 8)
                .boxed()
                .flatMap(first -> IntStream.rangeClosed(0, 8).mapToObj(second -> Arguments.of(first, second)));
    }

    @ParameterizedTest(name = "after {0} and {1} places of 9")
    @MethodSource("everywhere")
    @DisplayName("of two tasks, with no wait between check and act, is found within 200 seeds wherever it is")
    void ofTwoTasksIsFoundWhereverItIs(int first, int second) {
        assertThat(firstFailing(List.of(new Racer(first, 8 - first, false), new Racer(second, 8 - second, false))))
                .isPresent();
    }

    @ParameterizedTest(name = "after {0} and {1} places of 9")
    @MethodSource("everywhere")
    @DisplayName("of two tasks among three is found within 200 seeds")
    void ofTwoTasksAmongThreeIsFound(int first, int second) {
        List<Racer> racers = List.of(
                new Racer(first % 6, 5 - first % 6, false), new Racer(6, 0, false), new Racer(second % 6, 0, false));
        assertThat(firstFailing(racers)).isPresent();
    }

    @ParameterizedTest(name = "after {0} and {1} places of 9")
    @MethodSource("everywhere")
    @DisplayName("with a wait between check and act is found within 200 seeds")
    void withAWaitIsFound(int first, int second) {
        assertThat(firstFailing(List.of(new Racer(first, 8 - first, true), new Racer(second, 8 - second, true))))
                .isPresent();
    }

    @Test
    @DisplayName("is replayed by its seed, which the failure tells")
    void isReplayedByItsSeed() {
        List<Racer> racers = List.of(new Racer(3, 2, false), new Racer(7, 1, false));
        long seed = firstFailing(racers).orElseThrow();
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> race(seed, racers))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("seats taken")
                    .satisfies(failure -> assertThat(failure.getSuppressed())
                            .singleElement()
                            .asString()
                            .contains("seed " + seed + " (replay it: VirtualTime.run(" + seed + "L, ...)"));
        }
    }

    @Test
    @DisplayName("that needs two switches is found as well")
    void thatNeedsTwoSwitchesIsFound() {
        long found = LongStream.range(0, SEEDS)
                .filter(seed -> {
                    List<String> seen = new ArrayList<>();
                    VirtualTime.run(seed, time -> {
                        Task<Void> a = Async.background(() -> steps(seen, "a"));
                        Task<Void> b = Async.background(() -> steps(seen, "b"));
                        Async.waitForAll(a, b);
                    });
                    return inOrder(seen, "a1", "b1", "a2") && inOrder(seen, "b2", "a3", "b3");
                })
                .count();
        assertThat(found).isPositive();
    }

    private static boolean inOrder(List<String> seen, String first, String second, String third) {
        return seen.indexOf(first) < seen.indexOf(second) && seen.indexOf(second) < seen.indexOf(third);
    }

    private static void steps(List<String> seen, String name) {
        for (int step = 0; step < 4; step++) {
            seen.add(name + step);
            Async.<String>promise().complete(name);
        }
    }
}
