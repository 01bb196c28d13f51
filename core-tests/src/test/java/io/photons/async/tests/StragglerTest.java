package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.TaskTimeoutException;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.DisplayName;

class StragglerTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @VirtualTimeTest
    @DisplayName("T11 a straggler is named by one warning that shows where it stands, and the caller goes on")
    void aStragglerIsNamedByOneWarningThatShowsWhereItStands(VirtualTime time) {
        Promise<Void> release = Async.promise("release");
        try (Log log = Log.open()) {
            assertThatThrownBy(() -> Async.timeout(SECOND).name("stuck-body").call(() -> whereItStands(release)))
                    .isInstanceOf(TaskTimeoutException.class);
            assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(2));
            assertThat(log.about("stuck-body")).hasSize(1);
            LogRecord warning = log.warnings("stuck-body").get(0);
            assertThat(warning.getMessage()).contains("straggler", "PT1S");
            assertThat(Arrays.stream(warning.getThrown().getStackTrace()).map(StackTraceElement::getMethodName))
                    .contains("whereItStands");
        }
        release.complete(null);
    }

    private static void whereItStands(Promise<?> release) {
        TaskReportTest.stubborn(release);
    }

    @VirtualTimeTest
    @DisplayName("T11 what a straggler ends with is logged: an error once as such, another end with a warning")
    void whatAStragglerEndsWithIsLogged() throws Exception {
        Promise<Void> release = Async.promise("release");
        try (Log log = Log.open()) {
            for (String end : new String[] {"fails", "returns"}) {
                assertThatThrownBy(() -> Async.timeout(SECOND)
                                .name("straggler-" + end)
                                .call(() -> {
                                    TaskReportTest.stubborn(release);
                                    if (end.equals("fails")) {
                                        throw new IOException("in the end");
                                    }
                                }))
                        .isInstanceOf(TaskTimeoutException.class);
            }
            release.complete(null);
            Async.sleep(SECOND);
            assertThat(log.errors("straggler-fails")).hasSize(1);
            assertThat(log.errors("straggler-fails").get(0).getThrown()).hasMessage("in the end");
            assertThat(log.about("straggler-fails")).hasSize(2);
            assertThat(log.warnings("straggler-returns")).hasSize(2);
            assertThat(log.errors("straggler-returns")).isEmpty();
        }
    }

    @VirtualTimeTest
    @DisplayName("T11 a grace of zero leaves a body behind at once, one of its own length is kept to")
    void aGraceOfZeroLeavesABodyBehindAtOnce(VirtualTime time) {
        Promise<Void> release = Async.promise("release");
        for (int grace : new int[] {0, 7}) {
            Duration before = time.elapsed();
            assertThatThrownBy(() -> Async.timeout(SECOND)
                            .grace(Duration.ofSeconds(grace))
                            .call(() -> TaskReportTest.stubborn(release)))
                    .isInstanceOf(TaskTimeoutException.class);
            assertThat(time.elapsed().minus(before)).isEqualTo(Duration.ofSeconds(1 + grace));
        }
        release.complete(null);
    }

    @VirtualTimeTest
    @DisplayName("T11 a caller that is interrupted during the grace gets the time-out, with its flag set")
    void aCallerThatIsInterruptedDuringTheGraceGetsTheTimeOut(VirtualTime time) throws Exception {
        Promise<Void> release = Async.promise("release");
        AtomicReference<String> seen = new AtomicReference<>();
        Task<Void> caller = Async.background(() -> {
            try {
                Async.timeout(SECOND).grace(Duration.ofSeconds(5)).call(() -> TaskReportTest.stubborn(release));
            } catch (TaskTimeoutException e) {
                seen.set(time.elapsed() + " " + Thread.interrupted());
            }
        });
        Async.sleep(Duration.ofSeconds(2));
        caller.cancel();
        Async.sleep(Duration.ofSeconds(1));
        assertThat(caller.isDone()).isFalse();
        Async.waitForAll(caller);
        assertThat(seen).hasValue("PT6S true");
        release.complete(null);
    }

    @VirtualTimeTest
    @DisplayName("E2 an adopted task that is left behind has its error logged once")
    void anAdoptedTaskThatIsLeftBehindHasItsErrorLoggedOnce() throws Exception {
        for (boolean silent : new boolean[] {false, true}) {
            String name = "adopted-straggler-" + silent;
            Promise<Void> release = Async.promise("release");
            Task.Options options = Async.task(name);
            Task<Void> task = (silent ? options.silent() : options).start(() -> {
                TaskReportTest.stubborn(release);
                throw new IOException(name);
            });
            try (Log log = Log.open()) {
                try (TaskHolder holder = TaskHolder.options().grace(SECOND).open()) {
                    holder.addTask(task);
                    Async.sleep(SECOND);
                    holder.cancel();
                }
                assertThat(log.warnings(name)).hasSize(1);
                release.complete(null);
                Async.waitForAll(task);
                Async.sleep(SECOND);
                assertThat(log.errors(name)).hasSize(1);
            }
        }
    }

    @VirtualTimeTest
    @DisplayName("E1 a callback that outlives the grace of its holder is reported")
    void aCallbackThatOutlivesTheGraceOfItsHolderIsReported(VirtualTime time) throws Exception {
        Promise<Void> release = Async.promise("release");
        try (Log log = Log.open()) {
            try (TaskHolder holder = TaskHolder.options().grace(SECOND).open()) {
                Task<Void> task = holder.add("slow-callback", () -> Async.sleep(Duration.ofHours(1)));
                task.onDone(ended -> TaskReportTest.stubborn(release));
                Async.sleep(SECOND);
                holder.cancel();
            }
            assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(2));
            assertThat(log.warnings("slow-callback")).hasSize(1);
        }
        release.complete(null);
    }

    @VirtualTimeTest
    @DisplayName("W3 E1 a caller that has left its body behind leaves nothing on it")
    void aCallerThatHasLeftItsBodyBehindLeavesNothingOnIt() throws Exception {
        Promise<Void> release = Async.promise("release");
        AtomicReference<Task<?>> body = new AtomicReference<>();
        Task<Void> caller = Async.background(() -> {
            assertThatThrownBy(() -> Async.timeout(SECOND)
                            .grace(Duration.ofSeconds(5))
                            .call(() -> {
                                body.set(Task.current());
                                TaskReportTest.stubborn(release);
                            }))
                    .isInstanceOf(TaskTimeoutException.class);
            assertThat(body.get().isDone()).isFalse();
            assertThat(body.get().pendingCallbacks()).isZero();
        });
        caller.get();
        release.complete(null);
    }

    @VirtualTimeTest(seeds = 50)
    @DisplayName("T11 the grace is over on time, whoever moves the clock")
    void theGraceIsOverOnTimeWhoeverMovesTheClock(VirtualTime time) throws Exception {
        Promise<Void> release = Async.promise("release");
        assertThatThrownBy(() -> Async.timeout(SECOND).grace(SECOND).call(() -> TaskReportTest.stubborn(release)))
                .isInstanceOf(TaskTimeoutException.class);
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(2));
        release.complete(null);
    }
}
