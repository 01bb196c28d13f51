package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.TaskTimeoutException;
import io.photons.async.Tick;
import io.photons.async.Ticker;
import io.photons.async.testkit.VirtualTime;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Durations at their ends")
class DurationExtremesTest {

    private static final Duration DAY = Duration.ofDays(1);

    static List<Duration> endless() {
        return List.of(
                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                Duration.ofNanos(Long.MAX_VALUE).plusNanos(1),
                Duration.ofNanos(Long.MAX_VALUE),
                Duration.ofNanos((1L << 62) + 1),
                Duration.ofNanos(1L << 62));
    }

    static List<Duration> none() {
        return List.of(
                Duration.ZERO,
                Duration.ofNanos(-1),
                Duration.ofNanos(-(1L << 62)),
                Duration.ofNanos(Long.MIN_VALUE),
                Duration.ofNanos(Long.MIN_VALUE).minusNanos(1),
                Duration.ofSeconds(Long.MIN_VALUE));
    }

    /** A promise that ends a day from now, so that an endless wait has an end. */
    private static Promise<Integer> endingInADay() {
        Promise<Integer> promise = Async.promise("ending");
        Async.background(() -> {
            Async.sleep(DAY);
            promise.complete(1);
        });
        return promise;
    }

    @ParameterizedTest
    @MethodSource("endless")
    @DisplayName("T14 W5 S1 an endless limit of any wait, time-out or grace never strikes and never overflows")
    void anEndlessLimitNeverStrikes(Duration endless) throws Exception {
        VirtualTime.run(time -> {
            Async.sleep(DAY); // so that the clock does not stand at zero
            Promise<Integer> promise = endingInADay();
            assertThat(Async.waitForAll(endless, promise)).isTrue();
            promise = endingInADay();
            assertThat(Async.waitForFirst(endless, promise)).isSameAs(promise);
            assertThat(Async.cancelAndWait(endless, Async.background(() -> Async.sleep(endless))))
                    .isTrue();
            Promise<Integer> ending = endingInADay();
            int value = Async.withTimeout(endless, () -> ending.get());
            assertThat(value).isEqualTo(1);
            assertThat(Async.timeout(endless).grace(endless).call(() -> 1)).isEqualTo(1);
            assertThatThrownBy(() -> Async.timeout(DAY).grace(endless).call(() -> Async.sleep(endless)))
                    .isInstanceOf(TaskTimeoutException.class);
            assertThat(endingInADay().get(Long.MAX_VALUE, TimeUnit.DAYS)).isEqualTo(1);
            try (ResultStreamer<Integer, String> results =
                    ResultStreamer.<Integer, String>options().grace(endless).open()) {
                results.addTask("in a day", endingInADay());
                assertThat(results.poll(endless)).isPresent();
            }
            try (TaskHolder holder = TaskHolder.options().grace(endless).open()) {
                Task<Void> task = holder.add(() -> Async.sleep(endless));
                Async.sleep(DAY);
                holder.cancel();
                assertThat(task.cancel()).isFalse();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("none")
    @DisplayName("T14 W5 S1 a limit of nothing or less is over at once, wherever it may be given")
    void aLimitOfNothingIsOverAtOnce(Duration none) throws Exception {
        VirtualTime.run(time -> {
            Async.sleep(DAY);
            Promise<Integer> never = Async.promise("never");
            Duration before = time.elapsed();
            Async.sleep(none);
            assertThat(Async.waitForAll(none, never)).isFalse();
            assertThat(Async.waitForFirst(none, never)).isNull();
            assertThat(Async.cancelAndWait(none, Async.<Integer>promise("cancelled")))
                    .isTrue();
            assertThatThrownBy(() -> Async.withTimeout(none, () -> 1)).isInstanceOf(TaskTimeoutException.class);
            assertThatThrownBy(() -> never.get(Long.MIN_VALUE, TimeUnit.DAYS)).isInstanceOf(TimeoutException.class);
            try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
                assertThat(results.poll(none)).isEmpty();
            }
            assertThat(never.pendingCallbacks()).isZero();
            assertThat(time.elapsed()).isEqualTo(before);
        });
    }

    @ParameterizedTest
    @MethodSource("none")
    @DisplayName("E3 a negative grace, least wait or longest time is refused by name; none at all is taken")
    void aNegativeOneIsRefused(Duration none) {
        if (none.isZero()) {
            TaskHolder.options().grace(none);
            ResultStreamer.options().grace(none);
            Async.timeout(DAY).grace(none);
            Ticker.every(DAY).minWait(none).maxTime(none);
            return;
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskHolder.options().grace(none))
                .withMessageContaining("grace");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResultStreamer.options().grace(none))
                .withMessageContaining("grace");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Async.timeout(DAY).grace(none))
                .withMessageContaining("grace");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ticker.every(DAY).minWait(none))
                .withMessageContaining("minWait");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ticker.every(DAY).maxTime(none))
                .withMessageContaining("maxTime");
    }

    @ParameterizedTest
    @MethodSource("endless")
    @DisplayName("K1 K3 K5 K7 a ticker's endless times never overflow: one tick, and then none until the end")
    void aTickersEndlessTimesNeverOverflow(Duration endless) throws Exception {
        VirtualTime.run(time -> {
            Async.sleep(DAY);
            for (Ticker ticker : List.of(
                    Ticker.every(endless).maxTime(DAY).open(),
                    Ticker.every(endless).minWait(endless).maxTime(DAY).open(),
                    Ticker.every(Duration.ZERO).minWait(endless).maxTime(DAY).open(),
                    Ticker.every(Duration.ofSeconds(3))
                            .minWait(endless)
                            .maxTime(DAY)
                            .open())) {
                Duration began = time.elapsed();
                Iterator<Tick> ticks = ticker.iterator();
                assertThat(ticks.next().untilNext()).isGreaterThan(Duration.ofDays(365));
                assertThat(ticks.hasNext()).isFalse();
                assertThat(time.elapsed()).isEqualTo(began.plus(DAY));
            }
            try (Ticker ticker = Ticker.every(Duration.ofSeconds(3))
                    .maxTime(endless)
                    .maxIterations(4)
                    .open()) {
                Iterator<Tick> ticks = ticker.iterator();
                ticks.next();
                ticker.changeAfter(endless);
                ticker.changeAfterOnce(endless);
                ticker.changeAfterOnce(Duration.ofSeconds(5));
                Duration began = time.elapsed();
                ticks.next();
                assertThat(time.elapsed()).isEqualTo(began.plusSeconds(5));
                ticker.changeAfter(Duration.ofSeconds(7));
                ticks.next();
                assertThat(time.elapsed()).isEqualTo(began.plusSeconds(7));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("none")
    @DisplayName("K4 K7 a ticker's times of nothing or less mean as often as the least wait allows")
    void aTickersTimesOfNothing(Duration none) throws Exception {
        VirtualTime.run(time -> {
            Async.sleep(DAY);
            Duration began = time.elapsed();
            try (Ticker ticker = Ticker.every(none).maxIterations(4).open()) {
                Iterator<Tick> ticks = ticker.iterator();
                ticks.next();
                ticks.next();
                assertThat(time.elapsed()).isEqualTo(began.plusMillis(100));
                ticker.changeAfterOnce(none);
                ticks.next();
                assertThat(time.elapsed()).isEqualTo(began.plusMillis(100));
                ticker.changeAfter(none);
                ticks.next();
                assertThat(time.elapsed()).isEqualTo(began.plusMillis(100));
            }
        });
    }

    @Test
    @DisplayName("T14 T11 a grace of 2^62 ns is none: a body is waited for beyond it")
    void aGraceThatIsNoneIsNeverOver() throws Exception {
        Duration half = Duration.ofNanos(1L << 61);
        VirtualTime.run(time -> {
            assertThatThrownBy(() -> Async.timeout(DAY)
                            .grace(half.multipliedBy(2))
                            .call(() -> {
                                try {
                                    Async.sleep(DAY.multipliedBy(2));
                                } finally {
                                    Async.sleep(half);
                                    Async.sleep(half);
                                    Async.sleep(DAY);
                                }
                            }))
                    .isInstanceOf(TaskTimeoutException.class);
            assertThat(time.elapsed()).isEqualTo(half.multipliedBy(2).plus(DAY.multipliedBy(2)));
        });
    }
}
