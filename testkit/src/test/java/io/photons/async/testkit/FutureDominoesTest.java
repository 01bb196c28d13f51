package io.photons.async.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A row of dominoes")
class FutureDominoesTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    @DisplayName("falls in order, each when the work of the one before has settled, in every order of the tasks")
    void fallsInOrder(long seed) {
        VirtualTime.run(seed, time -> {
            List<String> called = new ArrayList<>();
            try (FutureDominoes dominoes = FutureDominoes.of(8)) {
                Async.background(() -> {
                    dominoes.await(8);
                    called.add("final");
                });
                Async.background(() -> {
                    dominoes.await(1);
                    called.add("first");
                    dominoes.await(2);
                    called.add("second");
                    dominoes.await(5);
                    called.add("fifth");
                    dominoes.await(7);
                    called.add("seventh");
                });
                Promise<String> set = Async.promise("set off by the third");
                Async.background(() -> called.add("settled: " + set.get()));
                Async.background(() -> {
                    dominoes.await(3);
                    called.add("third");
                    set.complete("by three");
                    for (int number = 4; number <= 6; number += 2) {
                        dominoes.await(number);
                        called.add("loop " + number);
                    }
                });
                dominoes.start();
            }
            assertThat(called)
                    .containsExactly(
                            "first",
                            "second",
                            "third",
                            "settled: by three",
                            "loop 4",
                            "fifth",
                            "loop 6",
                            "seventh",
                            "final");
            assertThat(time.elapsed()).isZero();
        });
    }

    @Test
    @DisplayName("lets time pass until somebody asks for the next")
    void letsTimePassUntilSomebodyAsks() {
        VirtualTime.run(time -> {
            try (FutureDominoes dominoes = FutureDominoes.of(2)) {
                dominoes.get(1).onDone(fell -> assertThat(time.elapsed()).isZero());
                dominoes.start();
                Async.sleep(Duration.ofMinutes(1));
                assertThat(dominoes.fallen()).isEqualTo(1);
                dominoes.await(2);
                assertThat(dominoes.fallen()).isEqualTo(2);
                assertThat(time.elapsed()).isEqualTo(Duration.ofMinutes(1));
            }
        });
    }

    @Test
    @DisplayName("fails with the number of the domino that nobody asked for")
    void failsWithTheNumberThatNobodyAskedFor() {
        VirtualTime.run(time -> assertThatThrownBy(() -> {
                    try (FutureDominoes dominoes = FutureDominoes.of(4)) {
                        Async.task("impatient").silent().start(() -> {
                            dominoes.await(1);
                            dominoes.await(3);
                        });
                        dominoes.start();
                    }
                })
                .isInstanceOf(AssertionError.class)
                .hasMessage("Domino 2 of 4 was never asked for, and every task waits, so that nobody can ask for it any"
                        + " more. The last to fall was 1. Somebody waits for 3."));
    }

    @Test
    @DisplayName("fails if nobody pushed it")
    void failsIfNobodyPushedIt() {
        VirtualTime.run(time -> assertThatThrownBy(() -> FutureDominoes.of(1).close())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("call start()"));
    }

    @Test
    @DisplayName("does not hide the failure of the test that it is in")
    void doesNotHideTheFailureOfTheTest() {
        assertThatThrownBy(() -> VirtualTime.run(time -> {
                    try (FutureDominoes dominoes = FutureDominoes.of(2)) {
                        dominoes.start();
                        dominoes.await(1);
                        throw new AssertionError("the test's own");
                    }
                }))
                .hasMessage("the test's own")
                .satisfies(failure -> assertThat(failure.getSuppressed()[0]).hasMessageContaining("Domino 2 of 2"));
    }

    @Test
    @DisplayName("refuses numbers that there are not, a second start and the real world")
    void refusesWhatMakesNoSense() {
        VirtualTime.run(time -> {
            FutureDominoes dominoes = FutureDominoes.of(1);
            assertThatThrownBy(() -> dominoes.get(0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> dominoes.get(2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("There are the dominoes 1 to 1, and no 2");
            assertThat(dominoes.get(1).isDone()).isFalse();
            dominoes.start();
            assertThatThrownBy(dominoes::start).isInstanceOf(IllegalStateException.class);
            dominoes.close();
        });
        assertThatThrownBy(() -> FutureDominoes.of(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FutureDominoes.of(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("virtual time");
    }
}
