package io.photons.async.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A seed")
class SeedTest {

    /** What five tasks did that sleep, complete promises and start others, with the times. */
    private static List<String> orderOf(long seed) {
        List<String> seen = new ArrayList<>();
        VirtualTime.run(seed, time -> {
            List<Task<Void>> tasks = new ArrayList<>();
            Promise<String> gate = Async.promise("gate");
            for (int i = 0; i < 5; i++) {
                String name = "task" + i;
                tasks.add(Async.background(() -> {
                    for (int step = 0; step < 4; step++) {
                        seen.add(name + "." + step + "@" + time.elapsed().toMillis());
                        Async.<String>promise().complete(name);
                        if (step == 1) {
                            Async.sleep(Duration.ofMillis(5));
                        } else if (step == 2) {
                            gate.complete(name);
                            seen.add(name + " saw " + gate.get());
                        }
                    }
                }));
            }
            Async.waitForAll(tasks);
        });
        return seen;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 20, 41, 199, 123_456_789_012L, -5})
    @DisplayName("E5 gives the same order and the same clock readings a hundred times")
    void givesTheSameOrderAHundredTimes(long seed) {
        List<String> order = orderOf(seed);
        for (int i = 0; i < 100; i++) {
            assertThat(orderOf(seed)).isEqualTo(order);
        }
    }

    @Test
    @DisplayName("E5 differs from others: nearly every seed gives an order of its own")
    void differsFromOthers() {
        Set<List<String>> orders = new HashSet<>();
        for (long seed = 0; seed < 100; seed++) {
            orders.add(orderOf(seed));
        }
        assertThat(orders).hasSizeGreaterThan(80);
    }

    @Test
    @DisplayName("0 is first come, first served, and switches only at waits")
    void zeroIsFirstComeFirstServed() {
        List<String> seen = new ArrayList<>();
        VirtualTime.run(0, time -> {
            Task<Void> first = Async.background(() -> {
                seen.add("first");
                Async.<String>promise().complete("");
                seen.add("still first");
            });
            Task<Void> second = Async.background(() -> {
                seen.add("second");
            });
            seen.add("main");
            Async.waitForAll(second, first);
        });
        assertThat(seen).containsExactly("main", "first", "still first", "second");
    }

    @Test
    @DisplayName("draws the same numbers on every JDK")
    void drawsTheSameNumbersOnEveryJdk() {
        Draw draw = new Draw(42);
        assertThat(draw.next()).isEqualTo(-4767286540954276203L);
        assertThat(draw.next()).isEqualTo(2949826092126892291L);
        for (int i = 0; i < 1000; i++) {
            assertThat(draw.below(7)).isBetween(0, 6);
        }
    }

    @Test
    @DisplayName("is told by the world that it draws")
    void isToldByTheWorldThatItDraws() {
        VirtualTime.run(7, time -> {
            assertThat(time.seed()).isEqualTo(7);
            assertThat(time).hasToString("VirtualTime(PT0S, seed 7)");
            assertThat(time.isReplayable()).isTrue();
        });
    }
}
