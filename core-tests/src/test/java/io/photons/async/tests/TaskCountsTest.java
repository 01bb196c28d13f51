package io.photons.async.tests;

import static io.photons.async.tests.TickTable.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.Pauser;
import io.photons.async.Promise;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import io.photons.async.TaskCounts;
import io.photons.async.TaskHolder;
import io.photons.async.Tick;
import io.photons.async.Ticker;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** In each world the task "main" was started, and runs. */
@DisplayName("The counts of tasks")
class TaskCountsTest {

    private final Promise<Integer> slot = Async.promise("slot");

    @VirtualTimeTest
    @DisplayName("W6 tell how many tasks ended how, of scopes open and closed, of calls and in the background")
    void howManyEndedHow(VirtualTime time) throws Exception {
        List<Throwable> caught = new ArrayList<>();
        TaskHolder open = TaskHolder.options().errorCatcher(caught).open();
        try (TaskHolder closed = TaskHolder.options().errorCatcher(caught).open()) {
            for (TaskHolder holder : List.of(open, closed)) {
                holder.add(() -> 1);
                holder.add(() -> {
                    throw new IllegalStateException("failed");
                });
                Task<Void> cancelled = holder.add(() -> Async.sleep(seconds(9)));
                holder.addTask(slot);
                time.settle();
                cancelled.cancel();
            }
            slot.complete(1);
        }
        Async.withTimeout(() -> 1);
        Async.background(() -> 1).get();
        time.settle();
        assertThat(TaskCounts.now())
                .extracting(TaskCounts::started, TaskCounts::succeeded, TaskCounts::failed, TaskCounts::cancelled)
                .containsExactly(9L, 4L, 2L, 2L);
        open.close();
        assertThat(TaskCounts.now())
                .extracting(TaskCounts::started, TaskCounts::succeeded, TaskCounts::failed, TaskCounts::cancelled)
                .containsExactly(9L, 4L, 2L, 2L);
        assertThat(caught).hasSize(2);
    }

    @VirtualTimeTest
    @DisplayName("W6 tell how many run, wait and are queued, and how many timers there are")
    void howTheyStand(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> narrow =
                ResultStreamer.<Integer, String>options().maxConcurrent(2).open()) {
            narrow.add("one", () -> slot.get());
            narrow.add("two", () -> Async.withTimeout(() -> slot.get()));
            narrow.add("three", () -> 3);
            time.settle();
            assertThat(TaskCounts.now())
                    .extracting(
                            TaskCounts::started,
                            TaskCounts::running,
                            TaskCounts::waiting,
                            TaskCounts::queued,
                            TaskCounts::pendingTimers)
                    .containsExactly(5L, 1L, 3L, 1L, 1L);
        }
    }

    @VirtualTimeTest
    @DisplayName("W6 tell how long those that ended ran, without the time for which they waited for a slot")
    void howLongTheyRan(VirtualTime time) throws Exception {
        try (TaskHolder narrow = TaskHolder.options().maxConcurrent(1).open()) {
            narrow.add(() -> Async.sleep(seconds(3)));
            narrow.add(() -> Async.sleep(seconds(4)));
            Task<Void> never = narrow.add(() -> Async.sleep(seconds(4)));
            Async.sleep(seconds(5));
            never.cancel();
        }
        assertThat(TaskCounts.now())
                .extracting(TaskCounts::succeeded, TaskCounts::cancelled, TaskCounts::runTime)
                .containsExactly(2L, 1L, seconds(7));
    }

    @VirtualTimeTest
    @DisplayName("W6 tell the same of a holder that leaves nobody waiting for longer than a grace")
    void howLongTheyRanWithAGrace(VirtualTime time) throws Exception {
        try (TaskHolder graceful = TaskHolder.options().grace(seconds(1)).open()) {
            graceful.add(() -> Async.sleep(seconds(3)));
            graceful.add(() -> Async.sleep(seconds(60)));
            graceful.addTask(slot);
            slot.complete(1);
        }
        assertThat(TaskCounts.now())
                .extracting(TaskCounts::started, TaskCounts::succeeded, TaskCounts::runTime)
                .containsExactly(3L, 2L, seconds(63));
    }

    @VirtualTimeTest(seeds = 20)
    @DisplayName("W6 tell how hundreds ended that came and went in any order, and how long they ran, as often as asked")
    void howHundredsEnded(VirtualTime time) throws Exception {
        Random random = new Random(time.seed());
        List<Throwable> caught = new ArrayList<>();
        long[] expected = {1, 0, 0, 0, 0}; // with the task "main"
        try (TaskHolder holder = TaskHolder.options().errorCatcher(caught).open()) {
            for (int i = 0; i < 300; i++) {
                // Short and long: a minute is more than has room where most are noted.
                long millis = random.nextInt(4) == 0 ? 0 : random.nextLong(60_000);
                int how = random.nextInt(5);
                Task<Void> task = holder.add(() -> {
                    Async.sleep(Duration.ofMillis(how == 2 ? 100_000 : millis));
                    if (how == 1) {
                        throw new IllegalStateException("failed");
                    }
                });
                if (how == 2) {
                    holder.add(() -> {
                        Async.sleep(Duration.ofMillis(millis));
                        task.cancel();
                    });
                    expected[0]++;
                    expected[1]++;
                    expected[4] += millis;
                }
                expected[0]++;
                expected[1 + (how > 2 ? 0 : how)]++;
                expected[4] += millis;
                if (i % 50 == 7) {
                    Promise<Integer> other = holder.addTask(Async.promise());
                    Async.sleep(seconds(7));
                    assertThat(TaskCounts.now().started()).isEqualTo(expected[0]);
                    other.complete(1);
                }
            }
            Async.sleep(seconds(61));
            assertThat(counted()).containsExactly(expected);
        }
        assertThat(counted()).containsExactly(expected);
    }

    @VirtualTimeTest(seeds = 20)
    @DisplayName("W6 tell of each of hundreds that wait, though others among them have gone")
    void eachOfHundredsThatWait(VirtualTime time) throws Exception {
        Random random = new Random(time.seed());
        List<Task<Void>> tasks = new ArrayList<>();
        try (TaskHolder holder = TaskHolder.open()) {
            for (int i = 0; i < 1_000; i++) {
                tasks.add(holder.add(() -> Async.sleep(seconds(100))));
            }
            time.settle();
            for (int left = 1_000; left > 0; left = tasks.size()) {
                assertThat(TaskCounts.now())
                        .extracting(TaskCounts::waiting, TaskCounts::succeeded, TaskCounts::cancelled)
                        .containsExactly((long) left, 0L, 1_000L - left);
                int from = random.nextInt(left);
                List<Task<Void>> gone = tasks.subList(from, from + 1 + random.nextInt(left - from));
                gone.forEach(Task::cancel);
                gone.clear();
                time.settle();
            }
        }
    }

    private static long[] counted() {
        TaskCounts now = TaskCounts.now();
        return new long[] {
            now.started(),
            now.succeeded(),
            now.failed(),
            now.cancelled(),
            now.runTime().toMillis()
        };
    }

    @VirtualTimeTest
    @DisplayName("W6 T11 tell of stragglers, now and ever, and of how these end, each once")
    void stragglers(VirtualTime time) throws Exception {
        Promise<Void> callbacks = Async.promise("callbacks");
        try (Log log = Log.open()) {
            TaskHolder holder = TaskHolder.options().grace(seconds(1)).open();
            holder.add("stubborn", () -> {
                try {
                    Async.sleep(seconds(100));
                } finally {
                    slot.get();
                }
            });
            holder.add("ended", () -> Async.sleep(seconds(100))).onDone(ended -> {
                try {
                    callbacks.get();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            time.settle();
            holder.cancel();
            holder.close();
            assertThat(TaskCounts.now())
                    .extracting(
                            TaskCounts::started,
                            TaskCounts::succeeded,
                            TaskCounts::cancelled,
                            TaskCounts::stragglers,
                            TaskCounts::leftBehind,
                            TaskCounts::waiting)
                    .containsExactly(3L, 0L, 0L, 1L, 1L, 0L);
            slot.complete(1);
            callbacks.complete(null);
            time.settle();
            assertThat(TaskCounts.now())
                    .extracting(
                            TaskCounts::started,
                            TaskCounts::succeeded,
                            TaskCounts::cancelled,
                            TaskCounts::stragglers,
                            TaskCounts::leftBehind)
                    .containsExactly(3L, 0L, 2L, 0L, 1L);
            assertThat(log.warnings("stubborn")).isNotEmpty();
        }
    }

    @VirtualTimeTest
    @DisplayName("K2 a tick is late if it is given more than ten milliseconds after it was due")
    void lateTicks() throws Exception {
        Duration tooLong = seconds(3).plusMillis(10);
        for (Duration body : List.of(Duration.ZERO, seconds(3), tooLong, tooLong.plusNanos(1), seconds(10))) {
            long before = TaskCounts.now().lateTicks();
            try (Ticker ticker = Ticker.every(seconds(3)).maxIterations(2).open()) {
                for (Tick tick : ticker) {
                    Async.sleep(tick.iteration() == 1 ? body : Duration.ZERO);
                }
            }
            assertThat(TaskCounts.now().lateTicks() - before)
                    .as("after a body of " + body)
                    .isEqualTo(body.compareTo(tooLong) > 0 ? 1 : 0);
        }
    }

    @VirtualTimeTest
    @DisplayName("K8 a tick that a pauser held back is not late")
    void aTickHeldBackIsNotLate() throws Exception {
        Pauser pauser = new Pauser();
        try (Ticker ticker =
                Ticker.every(seconds(3)).maxIterations(3).pauser(pauser).open()) {
            for (Tick tick : ticker) {
                if (tick.iteration() == 1) {
                    pauser.pause();
                    Async.background(() -> {
                        Async.sleep(seconds(5));
                        pauser.resume();
                    });
                }
            }
        }
        assertThat(TaskCounts.now().lateTicks()).isZero();
    }

    @Test
    @DisplayName("W6 never go down, while scopes close and tasks end under the eyes of who counts")
    void neverGoDown() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        TaskCounts first = TaskCounts.now();
        Task<Long> busy = Async.background(() -> {
            long added = 0;
            while (!over.get()) {
                try (TaskHolder holder =
                        TaskHolder.options().errorCatcher(failed -> {}).open()) {
                    for (int i = 0; i < 50; i++, added++) {
                        boolean fails = i % 5 == 0;
                        Task<Integer> task = holder.add(() -> {
                            if (fails) {
                                throw new IllegalStateException("failed");
                            }
                            return 1;
                        });
                        if (i % 7 == 0) {
                            task.cancel();
                        }
                    }
                }
            }
            return added;
        });
        TaskCounts before = first;
        for (int i = 0; i < 5_000; i++) {
            TaskCounts now = TaskCounts.now();
            assertThat(now.started()).isGreaterThanOrEqualTo(before.started());
            assertThat(now.succeeded()).isGreaterThanOrEqualTo(before.succeeded());
            assertThat(now.failed()).isGreaterThanOrEqualTo(before.failed());
            assertThat(now.cancelled()).isGreaterThanOrEqualTo(before.cancelled());
            assertThat(now.runTime()).isGreaterThanOrEqualTo(before.runTime());
            before = now;
        }
        over.set(true);
        long added = busy.get();
        Real.await("the last one is counted", () -> {
            TaskCounts now = TaskCounts.now();
            return ended(now) - ended(first) >= added + 1;
        });
    }

    private static long ended(TaskCounts counts) {
        return counts.succeeded() + counts.failed() + counts.cancelled();
    }
}
