package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HolderRaceTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @VirtualTimeTest(seeds = 200)
    @DisplayName("H7 adding while the holder closes starts a task that is waited for, or is refused")
    void addingWhileTheHolderClosesStartsATaskThatIsWaitedForOrIsRefused(VirtualTime time) throws Exception {
        TaskHolder holder = TaskHolder.open();
        AtomicInteger running = new AtomicInteger();
        AtomicBoolean closed = new AtomicBoolean();
        List<Task<?>> added = new ArrayList<>();
        holder.add(time::checkpoint);
        Task<Void> adder = Async.background(() -> {
            for (int i = 0; i < 5; i++) {
                time.checkpoint();
                Promise<Integer> future = Async.promise();
                try {
                    added.add(holder.add(() -> {
                        running.incrementAndGet();
                        time.checkpoint();
                        assertThat(closed).isFalse();
                        running.decrementAndGet();
                    }));
                    holder.addTask(future);
                    future.complete(1);
                } catch (IllegalStateException e) {
                    assertThat(holder.pending()).isZero();
                }
            }
        });
        holder.close();
        closed.set(true);
        assertThat(running).hasValue(0);
        assertThat(added)
                .allSatisfy(task -> assertThat(task.isDone() || !closed.get()).isTrue());
        Async.waitForAll(adder);
        assertThat(added).allSatisfy(task -> assertThat(task.state()).isEqualTo(Task.State.SUCCESS));
        assertThat(holder.pending()).isZero();
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("H7 adding while the final future ends starts a task that is cancelled, or returns a cancelled one")
    void addingWhileTheFinalFutureEndsStartsATaskThatIsCancelled(VirtualTime time) throws Exception {
        Promise<Integer> stop = Async.promise("stop");
        AtomicInteger running = new AtomicInteger();
        List<Task<?>> added = new ArrayList<>();
        List<Promise<?>> adopted = new ArrayList<>();
        try (TaskHolder holder = TaskHolder.open(stop)) {
            Task<Void> ender = Async.background(() -> {
                time.checkpoint();
                stop.complete(1);
            });
            for (int i = 0; i < 5; i++) {
                added.add(holder.add(() -> {
                    running.incrementAndGet();
                    try {
                        Async.sleep(HOUR);
                    } finally {
                        running.decrementAndGet();
                    }
                }));
                adopted.add(holder.addTask(Async.promise()));
                time.checkpoint();
            }
            Async.waitForAll(ender);
        }
        assertThat(time.elapsed()).isZero();
        assertThat(running).hasValue(0);
        assertThat(added).allSatisfy(task -> assertThat(task.isCancelled()).isTrue());
        assertThat(adopted)
                .allSatisfy(future -> assertThat(future.isCancelled()).isTrue());
    }

    @VirtualTimeTest
    @DisplayName("H7 once the final future has ended nothing is started: the task returned is cancelled and says why")
    void onceTheFinalFutureHasEndedNothingIsStarted(VirtualTime time) {
        AtomicInteger ran = new AtomicInteger();
        Promise<Integer> stop = Async.promise("stop");
        Promise<Void> adopted = Async.promise("adopted");
        Task<Void> slow = Async.background(() -> {
            try {
                Async.sleep(HOUR);
            } finally {
                Async.sleep(Duration.ofSeconds(3));
            }
        });
        try (TaskHolder holder = TaskHolder.open(stop)) {
            time.settle();
            stop.complete(1);
            Task<Integer> task = holder.add(ran::incrementAndGet);
            assertThat(task.outcome()).hasToString("Cancelled[reason=Promise#stop ended with a value]");
            assertThat(holder.addTask(adopted).isCancelled()).isTrue();
            assertThat(holder.addTask(slow).isCancelling()).isTrue();
            assertThat(holder.pending()).isEqualTo(1);
        }
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(3));
        assertThat(slow.isCancelled()).isTrue();
        assertThat(ran).hasValue(0);
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("E2 a future that two threads add at once is held once, and its error caught once")
    void aFutureThatTwoThreadsAddAtOnceIsHeldOnce() {
        List<Throwable> once = new ArrayList<>();
        Promise<Integer> pending = Async.promise("pending");
        try (TaskHolder holder = TaskHolder.options().errorCatcher(once).open()) {
            Task<?> a = holder.add(() -> holder.addTask(pending));
            Task<?> b = holder.add(() -> holder.addTask(pending));
            holder.add(() -> {
                Async.waitForAll(a, b);
                pending.fail(new IllegalStateException("once"));
            });
        }
        assertThat(once).hasSize(1);
    }

    @Test
    @DisplayName("H7 on real threads no interleaving of add, cancel and close leaves a task running")
    void onRealThreadsNoInterleavingLeavesATaskRunning() throws Exception {
        for (int round = 0; round < 2000; round++) {
            Promise<Void> stop = Async.promise("stop");
            TaskHolder holder =
                    TaskHolder.options().maxConcurrent(1 + round % 3).open(stop);
            AtomicInteger running = new AtomicInteger();
            CountDownLatch adding = new CountDownLatch(1);
            Thread adder = Thread.ofPlatform().start(() -> {
                adding.countDown();
                try {
                    for (int i = 0; i < 20; i++) {
                        holder.add(() -> {
                            running.incrementAndGet();
                            Thread.onSpinWait();
                            running.decrementAndGet();
                        });
                    }
                } catch (IllegalStateException e) {
                    // Closed: that is one of the two answers.
                }
            });
            Real.await(adding);
            if (round % 2 == 0) {
                stop.complete(null);
            }
            holder.close();
            assertThat(running).hasValue(0);
            assertThat(holder.pending()).isZero();
            adder.join();
            assertThat(running).hasValue(0);
        }
    }

    @Test
    @DisplayName("H2 on real threads a close ends with the last task, whichever of the two comes first")
    void onRealThreadsACloseEndsWithTheLastTask() throws Exception {
        FutureTask<Void> closes = new FutureTask<>(() -> {
            AtomicInteger ended = new AtomicInteger();
            for (int round = 0; round < 20_000; round++) {
                ended.set(0);
                int tasks = 1 + round % 40;
                try (TaskHolder holder = TaskHolder.open()) {
                    for (int i = 0; i < tasks; i++) {
                        holder.add(ended::incrementAndGet);
                    }
                }
                assertThat(ended).hasValue(tasks);
            }
            return null;
        });
        Thread.ofPlatform().daemon().start(closes);
        closes.get(2, TimeUnit.MINUTES);
    }

    @Test
    @DisplayName("H5 on real threads those who add, end and look at once count alike in the end")
    void onRealThreadsThoseWhoAddEndAndLookCountAlikeInTheEnd() throws Exception {
        int each = 20_000;
        AtomicInteger ended = new AtomicInteger();
        List<Thread> adders = new ArrayList<>();
        try (TaskHolder holder = TaskHolder.open()) {
            for (int i = 0; i < 3; i++) {
                adders.add(Thread.ofPlatform().start(() -> {
                    for (int n = 0; n < each; n++) {
                        Promise<Integer> future = n % 3 == 0 ? holder.addTask(Async.promise()) : null;
                        holder.add(ended::incrementAndGet);
                        if (future != null) {
                            future.complete(n);
                        }
                    }
                }));
            }
            while (ended.get() < 3 * each) {
                int pending = holder.pending();
                assertThat(pending).isBetween(0, 4 * each);
                assertThat(holder).doesNotContainNull();
            }
            for (Thread adder : adders) {
                adder.join();
            }
            Real.await("all to be let go", () -> holder.pending() == 0);
            assertThat(holder).isEmpty();
        }
    }
}
