package io.photons.async.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.AsyncRuntime;
import io.photons.async.Promise;
import io.photons.async.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The clock of a virtual world")
class VirtualClockTest {

    @Test
    @DisplayName("E5 time starts at zero and jumps to the end of a sleep")
    void timeStartsAtZeroAndJumpsToTheEndOfASleep() {
        VirtualTime.run(time -> {
            assertThat(time.elapsed()).isZero();
            Async.sleep(Duration.ofDays(365));
            assertThat(time.elapsed()).isEqualTo(Duration.ofDays(365));
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3})
    @DisplayName("E5 time jumps only when every task waits")
    void timeJumpsOnlyWhenEveryTaskWaits(long seed) {
        VirtualTime.run(seed, time -> {
            List<String> seen = new ArrayList<>();
            Task<Void> slow = Async.background(() -> {
                Async.sleep(Duration.ofSeconds(3));
                seen.add("slow at " + time.elapsed());
            });
            Task<Void> quick = Async.background(() -> {
                Async.sleep(Duration.ofSeconds(1));
                seen.add("quick at " + time.elapsed());
                Async.sleep(Duration.ofSeconds(1));
                seen.add("quick at " + time.elapsed());
            });
            Async.waitForAll(slow, quick);
            assertThat(seen).containsExactly("quick at PT1S", "quick at PT2S", "slow at PT3S");
        });
    }

    @Test
    @DisplayName("E5 timers of one instant fire in the order in which they were set")
    void timersOfOneInstantFireInTheOrderInWhichTheyWereSet() {
        VirtualTime.run(time -> {
            List<Integer> fired = new ArrayList<>();
            AsyncRuntime runtime = AsyncRuntime.current();
            runtime.schedule(7, () -> fired.add(1));
            AsyncRuntime.Timer taken = runtime.schedule(7, () -> fired.add(2));
            runtime.schedule(3, () -> fired.add(0));
            runtime.schedule(7, () -> fired.add(3));
            taken.cancel();
            taken.cancel();
            assertThat(runtime.pendingTimers()).isEqualTo(3);
            time.advance(Duration.ofNanos(7));
            assertThat(fired).containsExactly(0, 1, 3);
            assertThat(runtime.pendingTimers()).isZero();
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5})
    @DisplayName("advance returns when all that is due has run, and not before")
    void advanceReturnsWhenAllThatIsDueHasRun(long seed) {
        VirtualTime.run(seed, time -> {
            List<String> seen = new ArrayList<>();
            Promise<String> first = Async.promise("first");
            Promise<String> second = Async.promise("second");
            Async.background(() -> {
                Async.sleep(Duration.ofSeconds(2));
                first.complete("a");
                return null;
            });
            Async.background(() -> {
                second.complete(first.get() + "b");
                return null;
            });
            Async.background(() -> seen.add(second.get() + "c"));
            time.advance(Duration.ofSeconds(1));
            assertThat(first.isDone()).isFalse();
            assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(1));
            time.advance(Duration.ofSeconds(1));
            assertThat(seen).containsExactly("abc");
            time.advance(Duration.ZERO);
            assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(2));
        });
    }

    @Test
    @DisplayName("settle runs what can run at this instant, and lets no time pass")
    void settleRunsWhatCanRunAtThisInstant() {
        VirtualTime.run(time -> {
            List<String> seen = new ArrayList<>();
            Task<Void> task = Async.background(() -> {
                seen.add("begun");
                Async.sleep(Duration.ofSeconds(1));
                seen.add("slept");
            });
            assertThat(seen).isEmpty();
            time.settle();
            assertThat(seen).containsExactly("begun");
            task.get();
            assertThat(seen).containsExactly("begun", "slept");
        });
    }

    @Test
    @DisplayName("E3 bad arguments are refused by name")
    void badArgumentsAreRefusedByName() {
        assertThatThrownBy(() -> VirtualTime.run(nothing()))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("body");
        VirtualTime.run(time -> {
            assertThatThrownBy(() -> time.advance(nothing()))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("time");
            assertThatThrownBy(() -> time.advance(Duration.ofSeconds(-1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("PT-1S");
            assertThatThrownBy(() -> time.outside(nothing()))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("work");
        });
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private static <T> T nothing() {
        return null;
    }

    @Test
    @DisplayName("a thread from outside cannot advance the clock")
    void aThreadFromOutsideCannotAdvanceTheClock() {
        VirtualTime[] kept = new VirtualTime[1];
        VirtualTime.run(time -> kept[0] = time);
        assertThatThrownBy(() -> kept[0].advance(Duration.ofSeconds(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is no thread of this virtual-time run");
    }
}
