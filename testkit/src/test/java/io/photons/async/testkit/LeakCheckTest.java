package io.photons.async.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.AsyncRuntime;
import io.photons.async.ChildFuture;
import io.photons.async.Promise;
import io.photons.async.Task;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

@DisplayName("A leak check")
@Isolated("it looks at the whole JVM")
class LeakCheckTest {

    @Test
    @DisplayName("E1 finds a task of a virtual world")
    void findsATaskOfAVirtualWorld() {
        VirtualTime.run(time -> {
            Leaks leaks = LeakCheck.open();
            Task<Void> leaked = Async.task("leaked").start(() -> Async.sleep(Duration.ofHours(1)));
            assertThatThrownBy(leaks::close)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContainingAll("left behind", "Task#leaked", "Task#main");
            Async.cancelAndWait(leaked);
            leaks.close();
        });
    }

    @Test
    @DisplayName("E1 finds a timer of a virtual world")
    void findsATimerOfAVirtualWorld() {
        VirtualTime.run(time -> {
            Leaks leaks = LeakCheck.open();
            AsyncRuntime.Timer timer = AsyncRuntime.current().schedule(1_000, () -> {});
            assertThatThrownBy(leaks::close)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("1 timer that is still to fire");
            timer.cancel();
            leaks.close();
        });
    }

    @Test
    @DisplayName("F5 finds a callback and a child of a future that is watched")
    void findsACallbackOfAWatchedFuture() {
        VirtualTime.run(time -> {
            Promise<String> lasting = Async.promise("lasting");
            lasting.onDone(ended -> {});
            Leaks leaks = LeakCheck.open().watch(lasting);
            leaks.close();
            try (ChildFuture<String> child = ChildFuture.of(lasting, "child")) {
                assertThat(child.isDone()).isFalse();
                assertThatThrownBy(leaks::close)
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("1 callback, child or waiter on Promise#lasting(pending)");
            }
            leaks.close();
        });
    }

    @Test
    @DisplayName("E1 finds a task of the real world, and waits for one that is about to end")
    void findsATaskOfTheRealWorld() throws Exception {
        Promise<String> gate = Async.promise("gate");
        Leaks leaks = LeakCheck.open().watch(gate);
        Task<String> leaked = Async.task("leaked").start(() -> gate.get());
        assertThatThrownBy(leaks::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("Task#leaked", "on Promise#gate(pending)");
        gate.complete("opened");
        leaks.close();
        assertThat(leaked.get()).isEqualTo("opened");
    }

    @Test
    @DisplayName("W3 finds nothing after waits, time-outs and children that were closed")
    void findsNothingAfterTidyWork() throws Exception {
        Promise<String> lasting = Async.promise("lasting");
        try (Leaks leaks = LeakCheck.open()) {
            leaks.watch(lasting);
            assertThat(Async.waitForAll(Duration.ofMillis(5), lasting)).isFalse();
            assertThat(Async.withTimeout(Duration.ofSeconds(5), () -> 42)).isEqualTo(42);
        }
    }

    @ExtendWith(LeakCheck.class)
    static class Leaking {

        @Test
        void leavesACallback(Leaks leaks) {
            leaks.watch(LASTING);
            LASTING.onDone(ended -> {});
        }

        @VirtualTimeTest
        void leavesATimer() {
            AsyncRuntime.current().schedule(1_000, () -> {});
        }

        @VirtualTimeTest
        void leavesNothing(Leaks leaks) throws InterruptedException {
            leaks.watch(LASTING);
            Async.sleep(Duration.ofDays(1));
        }
    }

    private static final Promise<String> LASTING = Async.promise("lasting");

    @Test
    @DisplayName("E1 fails the tests of a class that it extends")
    void failsTheTestsOfAClass() {
        List<TestRuns.Ran> ran = TestRuns.of(Leaking.class);
        assertThat(ran).hasSize(3);
        assertThat(ran).filteredOn(one -> one.failure() == null).hasSize(1);
        assertThat(ran)
                .anySatisfy(one -> assertThat(one.failure()).hasMessageContaining("on Promise#lasting(pending)"))
                .anySatisfy(one -> assertThat(one.failure()).hasMessageContaining("1 timer that is still to fire"));
    }
}
