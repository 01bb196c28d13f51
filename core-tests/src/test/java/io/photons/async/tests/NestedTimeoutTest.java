package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.TaskTimeoutException;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

class NestedTimeoutTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    @VirtualTimeTest
    @DisplayName(
            "T15 when the outer time is over, the inner caller is interrupted and the outer one told of the outer task")
    void whenTheOuterTimeIsOverTheInnerCallerIsInterrupted(VirtualTime time) {
        List<String> order = new ArrayList<>();
        assertThatThrownBy(() -> Async.timeout(seconds(2)).name("outer").call(() -> {
                    try {
                        Async.timeout(HOUR).name("inner").call(() -> {
                            try {
                                Async.sleep(HOUR);
                            } finally {
                                order.add("body " + time.elapsed());
                            }
                        });
                    } catch (InterruptedException e) {
                        order.add("inner " + time.elapsed());
                        throw e;
                    }
                }))
                .isInstanceOfSatisfying(TaskTimeoutException.class, timeout -> {
                    assertThat(timeout.task().name()).isEqualTo("outer");
                    assertThat(timeout.limit()).isEqualTo(seconds(2));
                });
        assertThat(order).containsExactly("body PT2S", "inner PT2S");
        assertThat(time.elapsed()).isEqualTo(seconds(2));
    }

    @VirtualTimeTest
    @DisplayName("T15 an inner time-out that strikes first is the inner caller's affair")
    void anInnerTimeOutThatStrikesFirstIsTheInnerCallersAffair(VirtualTime time) throws Exception {
        String value = Async.withTimeout(seconds(5), () -> {
            try {
                Async.withTimeout(seconds(1), () -> Async.sleep(HOUR));
                return "in time";
            } catch (TaskTimeoutException e) {
                Async.sleep(seconds(1));
                return "went on";
            }
        });
        assertThat(value).isEqualTo("went on");
        assertThat(time.elapsed()).isEqualTo(seconds(2));
    }

    @VirtualTimeTest
    @DisplayName("T15 the outer grace begins when the inner call has returned")
    void theOuterGraceBeginsWhenTheInnerCallHasReturned(VirtualTime time) {
        Promise<Void> release = Async.promise("release");
        List<String> order = new ArrayList<>();
        try (Log log = Log.open()) {
            assertThatThrownBy(() -> Async.timeout(seconds(2))
                            .name("outer-of-two")
                            .grace(seconds(3))
                            .call(() -> {
                                try {
                                    Async.timeout(HOUR)
                                            .name("inner-of-two")
                                            .grace(seconds(10))
                                            .call(() -> TaskReportTest.stubborn(release));
                                } finally {
                                    order.add("inner returned " + time.elapsed());
                                    Async.sleep(seconds(2));
                                    order.add("outer cleaned up " + time.elapsed());
                                }
                            }))
                    .isInstanceOf(TaskTimeoutException.class);
            assertThat(order).containsExactly("inner returned PT12S", "outer cleaned up PT14S");
            assertThat(time.elapsed()).isEqualTo(seconds(14));
            assertThat(log.warnings("inner-of-two")).hasSize(1);
            assertThat(log.about("outer-of-two")).isEmpty();
        }
        release.complete(null);
    }

    @VirtualTimeTest
    @DisplayName("T15 the outer grace is over for a body that goes on after the inner call")
    void theOuterGraceIsOverForABodyThatGoesOnAfterTheInnerCall(VirtualTime time) {
        Promise<Void> release = Async.promise("release");
        try (Log log = Log.open()) {
            assertThatThrownBy(() -> Async.timeout(seconds(2))
                            .name("goes-on")
                            .grace(seconds(3))
                            .call(() -> {
                                try {
                                    Async.timeout(HOUR).call(() -> {
                                        try {
                                            Async.sleep(HOUR);
                                        } finally {
                                            Async.sleep(Duration.ofMillis(500));
                                        }
                                    });
                                } finally {
                                    TaskReportTest.stubborn(release);
                                }
                            }))
                    .isInstanceOf(TaskTimeoutException.class);
            assertThat(time.elapsed()).isEqualTo(Duration.ofMillis(5500));
            assertThat(log.warnings("goes-on")).hasSize(1);
        }
        release.complete(null);
    }

    @VirtualTimeTest
    @DisplayName("T15 a body can ask how much time it has left, which is the tightest time-out's around it")
    void aBodyCanAskHowMuchTimeItHasLeft() throws Exception {
        assertThat(Task.current().remaining()).isEqualTo(Duration.ofNanos(1L << 62));
        Async.withTimeout(seconds(10), () -> {
            Async.sleep(seconds(3));
            assertThat(Task.current().remaining()).isEqualTo(seconds(7));
            Async.withTimeout(seconds(60), () -> {
                Async.sleep(seconds(1));
                assertThat(Task.current().remaining()).isEqualTo(seconds(6));
            });
            Async.withTimeout(
                    seconds(2), () -> assertThat(Task.current().remaining()).isEqualTo(seconds(2)));
        });
        Async.timeout(seconds(1)).grace(seconds(5)).error(() -> new IllegalStateException("late"));
        assertThatThrownBy(() -> Async.timeout(seconds(1)).grace(seconds(5)).call(() -> {
                    try {
                        Async.sleep(HOUR);
                    } finally {
                        Async.sleep(seconds(1));
                        assertThat(Task.current().remaining()).isZero();
                    }
                }))
                .isInstanceOf(TaskTimeoutException.class);
    }

    @VirtualTimeTest
    @DisplayName("T15 tasks of a holder or a streamer opened inside inherit the deadline, background tasks do not")
    void tasksOfAScopeOpenedInsideInheritTheDeadline() throws Exception {
        Promise<Void> stop = Async.promise("stop");
        Async.withTimeout(seconds(10), () -> {
            try (TaskHolder holder = TaskHolder.open(stop);
                    ResultStreamer<Duration, String> streamer = ResultStreamer.open(stop)) {
                Async.sleep(seconds(4));
                Task<Duration> held = holder.add(() -> Task.current().remaining());
                Task<Duration> deeper = holder.add(
                        () -> Async.withTimeout(HOUR, () -> Task.current().remaining()));
                Task<Duration> streamed =
                        streamer.add("left", () -> Task.current().remaining());
                Task<Duration> background =
                        Async.background(() -> Task.current().remaining());
                Async.waitForAll(held, deeper, streamed, background);
                assertThat(held.resultNow()).isEqualTo(seconds(6));
                assertThat(deeper.resultNow()).isEqualTo(seconds(6));
                assertThat(streamed.resultNow()).isEqualTo(seconds(6));
                assertThat(background.resultNow()).isEqualTo(Duration.ofNanos(1L << 62));
            }
        });
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("T15 with both time-outs due at one instant, no inner body outlives the outer call")
    void withBothTimeOutsDueAtOneInstantNoInnerBodyOutlivesTheOuterCall(VirtualTime time) {
        List<String> running = new ArrayList<>();
        assertThatThrownBy(() -> Async.withTimeout(
                        seconds(1),
                        () -> Async.withTimeout(seconds(1), () -> {
                            running.add("inner");
                            try {
                                Async.sleep(HOUR);
                            } finally {
                                Async.sleep(Duration.ofMillis(100));
                                running.remove("inner");
                            }
                        })))
                .isInstanceOf(TaskTimeoutException.class);
        assertThat(running).isEmpty();
        assertThat(time.elapsed()).isEqualTo(Duration.ofMillis(1100));
    }

    @VirtualTimeTest
    @DisplayName("T15 a call that a body begins in its grace does not prolong that")
    void aCallThatABodyBeginsInItsGraceDoesNotProlongThat(VirtualTime time) {
        Promise<Void> release = Async.promise("release");
        try (Log log = Log.open()) {
            assertThatThrownBy(() -> Async.timeout(seconds(2))
                            .name("calls-in-its-grace")
                            .grace(seconds(3))
                            .call(() -> {
                                try {
                                    Async.sleep(HOUR);
                                } finally {
                                    Async.withTimeout(HOUR, () -> Async.sleep(seconds(1)));
                                    TaskReportTest.stubborn(release);
                                }
                            }))
                    .isInstanceOf(TaskTimeoutException.class);
            assertThat(time.elapsed()).isEqualTo(seconds(5));
            assertThat(log.warnings("calls-in-its-grace")).hasSize(1);
        }
        release.complete(null);
    }
}
