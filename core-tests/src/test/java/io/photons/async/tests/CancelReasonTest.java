package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.photons.async.Async;
import io.photons.async.ChildFuture;
import io.photons.async.Outcome;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.testkit.VirtualTimeTest;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CancelReasonTest {

    private static final int MANY = 1_000_000;

    @VirtualTimeTest
    @DisplayName("T6 every waiter sees the reason, and the first one given wins")
    void everyWaiterSeesTheReasonAndTheFirstOneGivenWins() throws Exception {
        Task<Void> task = Async.background(() -> Async.sleep(Duration.ofHours(1)));
        List<String> seen = new ArrayList<>();
        List<Task<?>> waiters = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiters.add(Async.background(() -> {
                try {
                    task.get();
                } catch (CancellationException e) {
                    seen.add(e.getMessage());
                }
            }));
        }
        Async.sleep(Duration.ofSeconds(1));
        task.cancel("shutting down");
        task.cancel("too late");
        Async.waitForAll(waiters);
        assertThat(seen).containsExactly("shutting down", "shutting down", "shutting down");
        assertThat(task.outcome()).isEqualTo(new Outcome.Cancelled<>("shutting down"));
    }

    @VirtualTimeTest
    @DisplayName("T6 the cause chain tells which parent began the cancellation")
    void theCauseChainTellsWhichParentBeganTheCancellation() throws Exception {
        Promise<Void> stop = Async.promise("stop");
        try (ChildFuture<Void> child = ChildFuture.of(stop, "child");
                TaskHolder holder = TaskHolder.options().name("inner").open(child)) {
            Task<Void> task = holder.add("worker", () -> Async.sleep(Duration.ofHours(1)));
            Async.sleep(Duration.ofSeconds(1));
            stop.cancel("shutting down");
            assertThatThrownBy(task::get)
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("shutting down")
                    .rootCause()
                    .hasMessageContaining("Promise#stop(cancelled)");
            assertThatThrownBy(task::get).cause().cause().hasMessageContaining("ChildFuture#child(cancelled)");
        }
    }

    @VirtualTimeTest
    @DisplayName("T6 a child whose parent ended with a value says so as its reason, and so do a holder's tasks")
    void aChildWhoseParentEndedWithAValueSaysSoAsItsReason() throws Exception {
        Promise<Integer> stop = Async.promise("stop");
        try (ChildFuture<Void> child = ChildFuture.of(stop, "child");
                TaskHolder holder = TaskHolder.open(child)) {
            Task<Void> task = holder.add(() -> Async.sleep(Duration.ofHours(1)));
            Async.sleep(Duration.ofSeconds(1));
            stop.complete(1);
            Async.waitForAll(task);
            assertThat(child.outcome()).isEqualTo(new Outcome.Cancelled<>("Promise#stop ended with a value"));
            assertThat(task.outcome()).isEqualTo(new Outcome.Cancelled<>("Promise#stop ended with a value"));
        }
    }

    @VirtualTimeTest
    @DisplayName("T6 a parent that was cancelled without a reason is told by name")
    void aParentThatWasCancelledWithoutAReasonIsToldByName() {
        Promise<Integer> stop = Async.promise("stop");
        ChildFuture<Void> child = ChildFuture.of(stop);
        stop.cancel();
        assertThat(stop.outcome()).isEqualTo(new Outcome.Cancelled<>(null));
        assertThat(child.outcome()).isEqualTo(new Outcome.Cancelled<>("Promise#stop was cancelled"));
    }

    @Test
    @DisplayName("T6 cancelling a million children takes no stack trace for each")
    void cancellingAMillionChildrenTakesNoStackTraceForEach() {
        Promise<Void> stop = Async.promise("stop");
        List<ChildFuture<Void>> children = new ArrayList<>(MANY);
        for (int i = 0; i < MANY; i++) {
            children.add(ChildFuture.of(stop));
        }
        assertThat(allocatedBy(() -> stop.cancel("over")) / MANY).isLessThan(100);
        assertThat(children)
                .last()
                .satisfies(child -> assertThat(child.isCancelled()).isTrue());
    }

    @Test
    @DisplayName("T6 cancelling many tasks that never began takes no stack trace for each")
    void cancellingManyTasksThatNeverBeganTakesNoStackTraceForEach() throws Exception {
        int tasks = 200_000;
        Promise<Void> stop = Async.promise("stop");
        Promise<Void> gate = Async.promise("gate");
        try (TaskHolder holder = TaskHolder.options().maxConcurrent(1).open(stop)) {
            holder.add(() -> TaskReportTest.stubborn(gate));
            for (int i = 0; i < tasks; i++) {
                holder.add(() -> {});
            }
            assertThat(holder.pending()).isEqualTo(tasks + 1);
            assertThat(allocatedBy(() -> stop.cancel("over")) / tasks).isLessThan(250);
            gate.complete(null);
        }
    }

    private static long allocatedBy(Runnable action) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        action.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
