package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.ContextCarrier;
import io.photons.async.Deferred;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;

class HolderLimitTest {

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static TaskHolder limited(int limit) {
        return TaskHolder.options().maxConcurrent(limit).open();
    }

    @VirtualTimeTest
    @DisplayName("H9 no more bodies run at once than the limit, the rest wait in order of adding")
    void noMoreBodiesRunAtOnceThanTheLimit(VirtualTime time) {
        List<String> began = new ArrayList<>();
        try (TaskHolder holder = limited(2)) {
            for (int i = 1; i <= 5; i++) {
                int number = i;
                Task<Void> task = holder.add(() -> {
                    began.add(number + " at " + time.elapsed());
                    Async.sleep(seconds(number == 1 ? 3 : 2));
                });
                assertThat(task.isDone()).isFalse();
            }
            assertThat(holder.pending()).isEqualTo(5);
        }
        assertThat(began).containsExactly("1 at PT0S", "2 at PT0S", "3 at PT2S", "4 at PT3S", "5 at PT4S");
    }

    @VirtualTimeTest
    @DisplayName("H9 an error, a cancellation and a value each free the slot")
    void anErrorACancellationAndAValueEachFreeTheSlot(VirtualTime time) throws Exception {
        List<Throwable> errors = new ArrayList<>();
        try (TaskHolder holder =
                TaskHolder.options().maxConcurrent(1).errorCatcher(errors).open()) {
            holder.add(() -> {
                throw new IOException("first");
            });
            Task<Void> cancelled = holder.add(() -> Async.sleep(Duration.ofHours(1)));
            Task<Integer> value = holder.add(() -> 1);
            Task<Integer> last = holder.add(() -> 2);
            Async.sleep(seconds(1));
            cancelled.cancel();
            assertThat(last.get() + value.get()).isEqualTo(3);
        }
        assertThat(time.elapsed()).isEqualTo(seconds(1));
        assertThat(errors).hasSize(1);
    }

    @VirtualTimeTest
    @DisplayName("H9 a task cancelled while it waits in line never runs and keeps nobody waiting")
    void aTaskCancelledWhileItWaitsInLineNeverRuns(VirtualTime time) throws Exception {
        List<String> ran = new ArrayList<>();
        try (TaskHolder holder = limited(1)) {
            holder.add(() -> Async.sleep(seconds(2)));
            Task<Boolean> cancelled = holder.add(() -> ran.add("cancelled"));
            Task<Boolean> next = holder.add(() -> ran.add("next"));
            Async.sleep(seconds(1));
            assertThat(cancelled.cancel()).isTrue();
            assertThat(cancelled.isDone()).isTrue();
            assertThat(holder.pending()).isEqualTo(2);
            assertThat(next.get()).isTrue();
        }
        assertThat(ran).containsExactly("next");
        assertThat(time.elapsed()).isEqualTo(seconds(2));
    }

    @VirtualTimeTest
    @DisplayName("H9 T16 a task that is cancelled while it is added, before it is in line, keeps nobody waiting")
    void aTaskCancelledWhileItIsAddedKeepsNobodyWaiting() throws Exception {
        List<String> ran = new ArrayList<>();
        Thread adder = Thread.currentThread();
        try (TaskHolder holder = limited(1)) {
            ContextCarrier cancelling = new ContextCarrier() {
                @Override
                public <T> Callable<T> wrap(Callable<T> body) {
                    if (Thread.currentThread() == adder) {
                        holder.forEach(Deferred::cancel);
                    }
                    return body;
                }
            };
            Task<Boolean> cancelled;
            try (ContextCarrier.Registration registered = ContextCarrier.register(cancelling)) {
                cancelled = holder.add(() -> ran.add("cancelled"));
            }
            assertThat(cancelled.isCancelled()).isTrue();
            assertThat(holder.pending()).isZero();
            assertThat(holder.add(() -> ran.add("next")).get()).isTrue();
        }
        assertThat(ran).containsExactly("next");
    }

    @VirtualTimeTest
    @DisplayName("H9 a limit does not count futures that were added running")
    void aLimitDoesNotCountFuturesThatWereAddedRunning(VirtualTime time) {
        try (TaskHolder holder = limited(1)) {
            for (int i = 0; i < 3; i++) {
                holder.addTask(Async.background(() -> Async.sleep(seconds(2))));
            }
            holder.add(() -> Async.sleep(seconds(2)));
        }
        assertThat(time.elapsed()).isEqualTo(seconds(2));
    }

    @VirtualTimeTest
    @DisplayName("H9 tasks added while the holder closes, and by its tasks, wait in the same line")
    void tasksAddedWhileTheHolderClosesWaitInTheSameLine(VirtualTime time) {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (TaskHolder holder = limited(2)) {
            for (int i = 0; i < 3; i++) {
                holder.add(() -> {
                    holder.add(() -> counted(running, most));
                    counted(running, most);
                });
            }
        }
        assertThat(most).hasValue(2);
        assertThat(time.elapsed()).isEqualTo(seconds(3));
    }

    private static void counted(AtomicInteger running, AtomicInteger most) throws InterruptedException {
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        Async.sleep(seconds(1));
        running.decrementAndGet();
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("H9 under any order the limit holds and every task ends")
    void underAnyOrderTheLimitHoldsAndEveryTaskEnds(VirtualTime time) {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        Promise<Void> stop = Async.promise("stop");
        try (TaskHolder holder = TaskHolder.options().maxConcurrent(2).open(stop)) {
            for (int i = 0; i < 6; i++) {
                boolean cancel = i % 3 == 1;
                Task<Void> task = holder.add(() -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    time.checkpoint();
                    running.decrementAndGet();
                });
                task.onDone(end -> ended.incrementAndGet());
                if (cancel) {
                    Async.background(() -> {
                        time.checkpoint();
                        task.cancel();
                    });
                }
            }
        }
        assertThat(most.get()).isLessThanOrEqualTo(2);
        assertThat(ended).hasValue(6);
    }
}
