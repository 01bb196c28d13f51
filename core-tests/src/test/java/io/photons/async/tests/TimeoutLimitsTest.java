package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.AsyncRuntime;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.TaskTimeoutException;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;

class TimeoutLimitsTest {

    private static final Duration NO_LIMIT = Duration.ofNanos(1L << 62);
    private static final List<Duration> NONE =
            List.of(NO_LIMIT, NO_LIMIT.plusNanos(1), Duration.ofSeconds(Long.MAX_VALUE));

    @VirtualTimeTest
    @DisplayName("T14 a limit that is not positive times out without running the body")
    void aLimitThatIsNotPositiveTimesOutWithoutRunningTheBody(VirtualTime time) {
        AtomicInteger ran = new AtomicInteger();
        for (Duration limit : List.of(
                Duration.ZERO, Duration.ofNanos(-1), Duration.ofDays(-1000), Duration.ofSeconds(Long.MIN_VALUE))) {
            assertThatThrownBy(() -> Async.withTimeout(limit, ran::incrementAndGet))
                    .isInstanceOfSatisfying(TaskTimeoutException.class, timeout -> {
                        assertThat(timeout.limit()).isEqualTo(limit);
                        assertThat(timeout.task().isCancelled()).isTrue();
                    });
            assertThatThrownBy(() -> Async.timeout(limit)
                            .error(() -> new IOException("late"))
                            .call(ran::incrementAndGet))
                    .isInstanceOf(IOException.class);
        }
        time.settle();
        assertThat(ran).hasValue(0);
        assertThat(time.elapsed()).isZero();
    }

    @VirtualTimeTest
    @DisplayName("T14 a limit of 2^62 ns or more is none: no timer, and the body has all the time there is")
    void aLimitAtTheBoundIsNone(VirtualTime time) throws Exception {
        Async.sleep(Duration.ofDays(1));
        for (Duration limit : NONE) {
            Duration remaining = Async.withTimeout(limit, () -> {
                assertThat(AsyncRuntime.current().pendingTimers()).isZero();
                Async.sleep(Duration.ofDays(365));
                return Task.current().remaining();
            });
            assertThat(remaining).isEqualTo(NO_LIMIT);
        }
    }

    @VirtualTimeTest
    @DisplayName("T14 the longest limit that is one does not overflow")
    void theLongestLimitThatIsOneDoesNotOverflow(VirtualTime time) throws Exception {
        Async.sleep(Duration.ofDays(1));
        Duration longest = NO_LIMIT.minusNanos(1);
        assertThat(Async.withTimeout(longest, () -> {
                    assertThat(AsyncRuntime.current().pendingTimers()).isEqualTo(1);
                    return Task.current().remaining();
                }))
                .isEqualTo(longest);
        assertThatThrownBy(() -> Async.withTimeout(longest, () -> Async.sleep(NO_LIMIT)))
                .isInstanceOf(TaskTimeoutException.class);
        assertThat(time.elapsed()).isEqualTo(longest.plusDays(1));
    }

    @VirtualTimeTest
    @DisplayName("T14 waits with the longest limits do not overflow, those that are over return at once")
    void waitsWithTheLongestLimitsDoNotOverflow(VirtualTime time) throws Exception {
        Async.sleep(Duration.ofDays(1));
        Promise<Integer> promise = Async.promise("promise");
        Async.background(() -> {
            Async.sleep(Duration.ofDays(1));
            promise.complete(1);
        });
        assertThatThrownBy(() -> promise.get(-1, TimeUnit.DAYS)).isInstanceOf(TimeoutException.class);
        assertThat(Async.waitForAll(Duration.ofSeconds(Long.MIN_VALUE), promise))
                .isFalse();
        assertThat(Async.waitForFirst(Duration.ZERO, promise)).isNull();
        assertThat(time.elapsed()).isEqualTo(Duration.ofDays(1));
        for (Duration limit : NONE) {
            assertThat(Async.waitForAll(limit, promise)).isTrue();
        }
        assertThat(promise.get(Long.MAX_VALUE, TimeUnit.DAYS)).isEqualTo(1);
        assertThat(time.elapsed()).isEqualTo(Duration.ofDays(2));
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("T13 a value that is there before the timer strikes wins, one that comes later loses")
    void aValueThatIsThereBeforeTheTimerStrikesWins(VirtualTime time) throws Exception {
        assertThat(Async.withTimeout(Duration.ofSeconds(1), () -> {
                    Async.sleep(Duration.ofNanos(999_999_999));
                    return "in time";
                }))
                .isEqualTo("in time");
        Task<String> tie = Async.task("tie")
                .silent()
                .start(() -> Async.withTimeout(Duration.ofSeconds(1), () -> {
                    Async.sleep(Duration.ofSeconds(1));
                    return "tie";
                }));
        Async.waitForAll(tie);
        assertThat(tie.state() == java.util.concurrent.Future.State.SUCCESS
                        || tie.exceptionNow() instanceof TaskTimeoutException)
                .isTrue();
        assertThatThrownBy(() -> Async.withTimeout(Duration.ofSeconds(1), () -> {
                    try {
                        Async.sleep(Duration.ofSeconds(2));
                        return "early";
                    } catch (InterruptedException e) {
                        return "late";
                    }
                }))
                .isInstanceOf(TaskTimeoutException.class);
        assertThat(time.elapsed()).isEqualTo(Duration.ofNanos(2_999_999_999L));
    }
}
