package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.ResultStreamer;
import io.photons.async.Shutdown;
import io.photons.async.Shutdown.Phase;
import io.photons.async.ShutdownOptions;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.Tick;
import io.photons.async.Ticker;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The phases of a shutdown, each at its instant; a call stands for the signal. */
class GracefulStopTest {

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static ShutdownOptions ten() {
        return Shutdown.onSignals().drain(seconds(10)).grace(seconds(3));
    }

    private static void beginAfter(Duration time, Shutdown shutdown) {
        Async.background(() -> {
            Async.sleep(time);
            shutdown.begin("SIGTERM");
        });
    }

    @VirtualTimeTest(seeds = 20)
    @DisplayName("E1 work under way ends by itself, none comes after the intake has ended, and nothing is cancelled")
    void workUnderWayEndsByItself(VirtualTime time) {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        Shutdown shutdown = ten().open();
        beginAfter(Duration.ofMillis(2500), shutdown);
        try (shutdown;
                TaskHolder tasks = TaskHolder.open(shutdown.finalFuture());
                Ticker ticker =
                        Ticker.every(seconds(1)).finalFuture(shutdown.intake()).open()) {
            for (Tick tick : ticker) {
                begun.set(Math.toIntExact(tick.iteration()));
                tasks.add(() -> {
                    Async.sleep(seconds(4));
                    ended.incrementAndGet();
                });
            }
            assertThat(shutdown.phase()).isEqualTo(Phase.DRAINING);
            assertThat(time.elapsed()).isEqualTo(Duration.ofMillis(2500));
        }
        assertThat(time.elapsed()).isEqualTo(seconds(6));
        assertThat(begun).hasValue(3);
        assertThat(ended).hasValue(3);
        assertThat(shutdown.phase()).isEqualTo(Phase.OVER);
        assertThat(shutdown.over().resultNow()).isTrue();
        assertThat(shutdown.exitCode()).isEmpty();
    }

    @VirtualTimeTest(seeds = 20)
    @DisplayName("H3 when the limit of the drain is over, what still runs is cancelled and told why")
    void whatStillRunsIsCancelledWhenTheLimitIsOver(VirtualTime time) {
        Shutdown shutdown = ten().open();
        List<Duration> cancelledAt = new ArrayList<>();
        Promise<Task<Void>> slow = Async.promise();
        beginAfter(seconds(1), shutdown);
        try (shutdown;
                TaskHolder tasks = TaskHolder.open(shutdown.finalFuture())) {
            slow.complete(tasks.add(() -> {
                try {
                    Async.sleep(seconds(60));
                } finally {
                    cancelledAt.add(time.elapsed());
                    assertThat(shutdown.phase()).isEqualTo(Phase.CANCELLING);
                    Async.sleep(seconds(2));
                }
            }));
        }
        assertThat(cancelledAt).containsExactly(seconds(11));
        assertThat(time.elapsed()).isEqualTo(seconds(13));
        assertThat(shutdown.over().resultNow()).isTrue();
        assertThatThrownBy(slow.resultNow()::get)
                .hasMessageContaining("SIGTERM")
                .hasMessageContaining("not drained in time");
    }

    @VirtualTimeTest(seeds = 20)
    @DisplayName(
            "T11 who ignores its interrupt is told of with its stack when the grace is over, and so is who should close")
    void whoIgnoresItsInterruptIsToldOf(VirtualTime time) throws Exception {
        Promise<Void> release = Async.promise("release");
        Shutdown shutdown = ten().name("stubborn-stop").open();
        try (Log log = Log.open()) {
            Task<Void> program = Async.background(() -> {
                try (TaskHolder tasks = TaskHolder.open(shutdown.finalFuture())) {
                    tasks.add("stop-stubborn", () -> TaskReportTest.stubborn(release));
                    tasks.add("stop-nested", () -> {
                        try (TaskHolder inner = TaskHolder.open()) {
                            inner.add("stop-inner", () -> TaskReportTest.stubborn(release));
                        }
                    });
                    tasks.add("stop-tidy", () -> Async.sleep(seconds(60)));
                }
                shutdown.close();
            });
            Async.sleep(seconds(1));
            assertThat(shutdown.begin("SIGTERM")).isTrue();
            assertThat(shutdown.begin("again")).isFalse();
            assertThat(shutdown.over().get()).isFalse();
            assertThat(time.elapsed()).isEqualTo(seconds(14));
            assertThat(log.warnings("stop-stubborn is a straggler")).hasSize(1);
            assertThat(log.warnings("stop-inner is a straggler")).hasSize(1);
            assertThat(log.warnings("stop-nested is a straggler")).hasSize(1);
            assertThat(Arrays.toString(
                            log.warnings("stop-inner").getFirst().getThrown().getStackTrace()))
                    .contains("stubborn");
            assertThat(log.about("stop-tidy")).isEmpty();
            assertThat(log.warnings("Shutdown#stubborn-stop(cancelling) was not closed in time"))
                    .hasSize(1);
            release.complete(null);
            Async.waitForAll(program);
        }
    }

    @VirtualTimeTest(seeds = 20)
    @DisplayName(
            "E1 a drain of zero cancels at once; a close that was not asked for does not wait for the drain in vain")
    void aDrainOfZeroCancelsAtOnce(VirtualTime time) {
        Shutdown shutdown = Shutdown.onCall().drain(Duration.ZERO).open();
        beginAfter(seconds(1), shutdown);
        try (shutdown;
                TaskHolder tasks = TaskHolder.open(shutdown.finalFuture())) {
            tasks.add(() -> Async.sleep(seconds(60)));
        }
        assertThat(time.elapsed()).isEqualTo(seconds(1));
        Shutdown unasked = Shutdown.onCall().open();
        unasked.close();
        unasked.close();
        assertThat(time.elapsed()).isEqualTo(seconds(1));
        assertThat(unasked.over().resultNow()).isTrue();
        assertThat(unasked.begin("late")).isFalse();
    }

    @VirtualTimeTest(seeds = 20)
    @DisplayName("E1 a close drains scopes that are still open, cancels and leaves nothing running")
    void aCloseDrainsScopesThatAreOpen(VirtualTime time) throws Exception {
        Shutdown shutdown = ten().open();
        TaskHolder tasks = TaskHolder.open(shutdown.finalFuture());
        ResultStreamer<Integer, String> results = ResultStreamer.open(shutdown.finalFuture());
        Task<Void> quick = tasks.add(() -> Async.sleep(seconds(4)));
        Task<Void> slow = tasks.add(() -> Async.sleep(seconds(40)));
        results.addGenerator("endless", out -> Async.sleep(seconds(40)));
        Task<Void> late = Async.background(() -> {
            Async.sleep(seconds(5));
            tasks.add(() -> Async.sleep(seconds(1))).get();
        });
        shutdown.close();
        assertThat(time.elapsed()).isEqualTo(seconds(10));
        assertThat(quick.isCancelled()).isFalse();
        assertThat(slow.isCancelled()).isTrue();
        assertThat(late.resultNow()).isNull();
        tasks.close();
        results.close();
    }

    @VirtualTimeTest(seeds = 20)
    @DisplayName("H4 an interrupted close cuts the drain short, waits for the rest and returns with the flag set")
    void anInterruptedCloseCutsTheDrainShort(VirtualTime time) throws Exception {
        Shutdown shutdown = ten().open();
        TaskHolder tasks = TaskHolder.open(shutdown.finalFuture());
        tasks.add(() -> {
            try {
                Async.sleep(seconds(60));
            } finally {
                Async.sleep(seconds(2));
            }
        });
        Task<Boolean> closing = Async.background(() -> {
            shutdown.close();
            return Thread.currentThread().isInterrupted();
        });
        Async.sleep(seconds(1));
        closing.cancel();
        assertThat(closing.get()).isTrue();
        assertThat(time.elapsed()).isEqualTo(seconds(3));
        tasks.close();
    }

    @VirtualTimeTest(seeds = 20)
    @DisplayName("E1 ending the intake by hand begins it; ending the final future goes straight to the cancelling")
    void endingAFutureByHandBeginsIt(VirtualTime time) throws Exception {
        Shutdown first = ten().open();
        first.intake().cancel("by hand");
        time.settle();
        assertThat(first.phase()).isEqualTo(Phase.DRAINING);
        first.finalFuture().cancel("enough");
        time.settle();
        assertThat(first.phase()).isEqualTo(Phase.CANCELLING);
        first.close();
        Shutdown second = ten().open();
        second.finalFuture().cancel("at once");
        assertThat(second.intake().isCancelled()).isTrue();
        second.close();
        assertThat(time.elapsed()).isZero();
    }

    @VirtualTimeTest(seeds = 20)
    @DisplayName("E1 callbacks that block hold up no phase")
    void callbacksThatBlockHoldUpNoPhase(VirtualTime time) throws Exception {
        Promise<Void> release = Async.promise("release");
        Shutdown shutdown = ten().open();
        shutdown.intake().onDone(ended -> TaskReportTest.stubborn(release));
        shutdown.finalFuture().onDone(ended -> TaskReportTest.stubborn(release));
        Async.background(() -> shutdown.begin("SIGTERM"));
        Async.waitForAll(shutdown.intake());
        shutdown.close();
        assertThat(shutdown.over().get()).isFalse();
        assertThat(time.elapsed()).isEqualTo(seconds(3));
        release.complete(null);
    }

    @VirtualTimeTest(seeds = 20)
    @DisplayName("W6 a task below the final future cannot close, as it would wait for itself")
    void aTaskBelowTheFinalFutureCannotClose() throws Exception {
        try (Shutdown shutdown = ten().open();
                TaskHolder tasks =
                        TaskHolder.options().errorCatcher(error -> {}).open(shutdown.finalFuture())) {
            Task<Void> below = tasks.add("closes-itself", () -> {
                Async.withTimeout(seconds(5), () -> shutdown.close());
            });
            Async.waitForAll(below);
            assertThat(below.exceptionNow())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("runs below the final future");
            assertThat(shutdown.phase()).isEqualTo(Phase.RUNNING);
        }
    }

    @VirtualTimeTest(seeds = 20)
    @DisplayName("E1 two that close and one that begins, all at once, agree on one end")
    void manyThatCloseAgreeOnOneEnd(VirtualTime time) throws Exception {
        Shutdown shutdown = ten().open();
        AtomicInteger over = new AtomicInteger();
        shutdown.over().onDone(ended -> over.incrementAndGet());
        Task<Void> one = Async.background(shutdown::close);
        Task<Void> two = Async.background(shutdown::close);
        Task<Boolean> three = Async.background(() -> shutdown.begin("SIGTERM"));
        Async.waitForAll(one, two, three);
        time.settle();
        assertThat(over).hasValue(1);
        assertThat(one.resultNow()).isNull();
        assertThat(two.resultNow()).isNull();
    }

    @Test
    @DisplayName("E1 in the real world it begins, drains and ends, and leaves no thread behind")
    void inTheRealWorldItLeavesNoThreadBehind() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        Shutdown shutdown = Shutdown.onCall().name("real-stop").open();
        try (shutdown;
                TaskHolder tasks = TaskHolder.open(shutdown.finalFuture())) {
            tasks.add(() -> {
                Async.waitForAll(seconds(30), shutdown.intake());
                ended.incrementAndGet();
            });
            shutdown.begin("enough");
        }
        assertThat(ended).hasValue(1);
        assertThat(shutdown.over().get()).isTrue();
        assertThat(shutdown.toString()).isEqualTo("Shutdown#real-stop(over)");
    }

    @Test
    @DisplayName("E3 bad arguments are refused by name, and a second one on signals is refused")
    void badArgumentsAreRefused() {
        assertThatThrownBy(() -> Shutdown.onCall().drain(null)).hasMessage("limit");
        assertThatThrownBy(() -> Shutdown.onCall().drain(seconds(-1))).hasMessageContaining("limit");
        assertThatThrownBy(() -> Shutdown.onCall().grace(null)).hasMessage("grace");
        assertThatThrownBy(() -> Shutdown.onCall().grace(seconds(-1))).hasMessageContaining("grace");
        assertThatThrownBy(() -> Shutdown.onCall().name(null)).hasMessage("name");
        assertThatThrownBy(() -> Shutdown.onCall().beforeHalt(null)).hasMessage("lastAct");
        try (Shutdown first = Shutdown.onSignals().open()) {
            assertThatThrownBy(() -> first.begin(null)).hasMessage("reason");
            assertThatThrownBy(() -> Shutdown.onSignals().open())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another Shutdown");
        }
        try (Shutdown next = Shutdown.onSignals().open()) {
            assertThat(next.phase()).isEqualTo(Phase.RUNNING);
        }
    }
}
