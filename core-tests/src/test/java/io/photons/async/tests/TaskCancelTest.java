package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.Outcome;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;

class TaskCancelTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @VirtualTimeTest
    @DisplayName("T2 the body of a task cancelled before it began never runs")
    void theBodyOfATaskCancelledBeforeItBeganNeverRuns(VirtualTime time) {
        AtomicInteger ran = new AtomicInteger();
        Task<Integer> task = Async.background(ran::incrementAndGet);
        assertThat(task.cancel("not needed")).isTrue();
        assertThat(task.isDone()).isTrue();
        assertThat(task.isCancelling()).isFalse();
        assertThat(task.outcome()).isEqualTo(new Outcome.Cancelled<>("not needed"));
        time.settle();
        assertThat(ran).hasValue(0);
    }

    @VirtualTimeTest
    @DisplayName("T2 a cancelled body runs its finally blocks before the task ends, and waits in them work")
    void aCancelledBodyRunsItsFinallyBlocksBeforeTheTaskEnds(VirtualTime time) throws Exception {
        List<String> order = new ArrayList<>();
        Promise<String> slow = Async.promise("slow");
        Task<Void> task = Async.background(() -> {
            try {
                Async.sleep(Duration.ofHours(1));
            } finally {
                order.add("finally at " + time.elapsed());
                Async.sleep(SECOND);
                order.add(slow.get());
                order.add("out at " + time.elapsed());
            }
        });
        Task<Boolean> helper = Async.background(() -> {
            Async.sleep(Duration.ofSeconds(5));
            return slow.complete("slow");
        });
        Async.sleep(SECOND);
        assertThat(task.isCancelling()).isFalse();
        assertThat(task.cancel()).isTrue();
        assertThat(task.isDone()).isFalse();
        assertThat(task.isCancelled()).isFalse();
        assertThat(task.isCancelling()).isTrue();
        assertThat(task).hasToString("Task(cancelling)");
        Async.waitForAll(task);
        assertThat(order).containsExactly("finally at PT1S", "slow", "out at PT5S");
        assertThat(task.isCancelled()).isTrue();
        assertThat(task.isCancelling()).isFalse();
        assertThat(helper.get()).isTrue();
    }

    @VirtualTimeTest
    @DisplayName("T2 cancelling a body that does not wait sets its interrupt flag")
    void cancellingABodyThatDoesNotWaitSetsItsInterruptFlag(VirtualTime time) throws Exception {
        AtomicReference<Task<?>> self = new AtomicReference<>();
        Promise<Void> go = Async.promise("go");
        Task<Boolean> task = Async.background(() -> {
            go.get();
            self.get().cancel();
            return Thread.interrupted();
        });
        self.set(task);
        go.complete(null);
        assertThat(task.get()).isTrue();
    }

    @VirtualTimeTest
    @DisplayName("T2 a body is interrupted once, however often it is cancelled")
    void aBodyIsInterruptedOnceHoweverOftenItIsCancelled(VirtualTime time) throws Exception {
        Task<String> task = Async.background(() -> {
            int interruptions = 0;
            for (int i = 0; i < 5; i++) {
                try {
                    Async.sleep(Duration.ofSeconds(10));
                } catch (InterruptedException e) {
                    interruptions++;
                }
            }
            return interruptions + " by " + time.elapsed();
        });
        Async.sleep(SECOND);
        assertThat(task.cancel("first")).isTrue();
        for (int i = 0; i < 3; i++) {
            Async.sleep(SECOND);
            assertThat(task.cancel("again")).isFalse();
        }
        assertThat(task.get()).isEqualTo("1 by PT41S");
    }

    @VirtualTimeTest
    @DisplayName("T2 a body cancelled by its own hand while it runs is not interrupted a second time in a wait")
    void aBodyCancelledWhileItRunsIsNotInterruptedASecondTimeInAWait() throws Exception {
        Task<Integer> task = Async.background(() -> {
            Task.current().cancel();
            int interruptions = Thread.interrupted() ? 1 : 0;
            Task.current().cancel();
            interruptions += Thread.interrupted() ? 1 : 0;
            Async.sleep(SECOND);
            return interruptions;
        });
        assertThat(task.get()).isEqualTo(1);
    }

    @VirtualTimeTest
    @DisplayName("T2 cancel(false) marks a body without interrupting it, and a later cancel still interrupts")
    void cancelFalseMarksABodyWithoutInterruptingIt(VirtualTime time) throws Exception {
        Task<String> left = Async.background(() -> {
            Async.sleep(Duration.ofSeconds(10));
            return "undisturbed";
        });
        Task<String> struck = Async.background(() -> {
            Async.sleep(Duration.ofSeconds(10));
            return "undisturbed";
        });
        Async.sleep(SECOND);
        assertThat(left.cancel(false)).isTrue();
        assertThat(left.isCancelling()).isTrue();
        assertThat(struck.cancel(false)).isTrue();
        assertThat(struck.cancel(true)).isFalse();
        Async.waitForAll(struck);
        assertThat(time.elapsed()).isEqualTo(SECOND);
        assertThat(struck.isCancelled()).isTrue();
        assertThat(left.get()).isEqualTo("undisturbed");
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(10));
    }

    @VirtualTimeTest
    @DisplayName("T2 F7 of those who cancel a body that runs the first alone is told so, whether it interrupts or not")
    void ofThoseWhoCancelABodyThatRunsTheFirstIsToldSo() throws Exception {
        Task<List<Boolean>> marked = Async.background(() -> {
            Task<?> self = Task.current();
            return List.of(
                    self.cancel(false),
                    self.cancel(false),
                    Thread.interrupted(),
                    self.cancel(),
                    Thread.interrupted(),
                    self.cancel(),
                    Thread.interrupted());
        });
        assertThat(marked.get()).containsExactly(true, false, false, false, true, false, false);
        Task<List<Boolean>> interrupted = Async.background(() -> {
            Task<?> self = Task.current();
            return List.of(self.cancel(), Thread.interrupted(), self.cancel(false), self.cancel());
        });
        assertThat(interrupted.get()).containsExactly(true, true, false, false);
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("T2 cancelled at any moment, a body ran and cleaned up or never ran")
    void cancelledAtAnyMomentABodyRanAndCleanedUpOrNeverRan(VirtualTime time) throws Exception {
        Promise<Void> gate = Async.promise("gate");
        AtomicInteger began = new AtomicInteger();
        AtomicInteger cleaned = new AtomicInteger();
        AtomicInteger ends = new AtomicInteger();
        Task<Integer> task = Async.background(() -> {
            began.incrementAndGet();
            try {
                gate.get();
                time.checkpoint();
                return 1;
            } finally {
                time.checkpoint();
                cleaned.incrementAndGet();
            }
        });
        task.onDone(ended -> ends.incrementAndGet());
        Task<Boolean> canceller = Async.background(() -> {
            time.checkpoint();
            return task.cancel();
        });
        Task<Boolean> opener = Async.background(() -> gate.complete(null));
        Async.waitForAll(task, canceller, opener);
        time.settle();
        assertThat(began.get()).isEqualTo(cleaned.get()).isLessThanOrEqualTo(1);
        assertThat(ends).hasValue(1);
        assertThat(task.isCancelled() || task.resultNow() == 1).isTrue();
        if (began.get() == 0) {
            assertThat(task.isCancelled()).isTrue();
        }
        if (!canceller.resultNow()) {
            assertThat(task.resultNow()).isEqualTo(1);
        }
    }
}
