package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.Deferred;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HolderMembersTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @VirtualTimeTest
    @DisplayName("H5 pending, contains and iteration tell of the tasks held, in order of adding")
    void pendingContainsAndIterationTellOfTheTasksHeld() throws Exception {
        Promise<Void> stop = Async.promise("stop");
        try (TaskHolder holder = TaskHolder.open(stop)) {
            Task<Void> first = holder.add(() -> Async.sleep(HOUR));
            Promise<Void> second = holder.addTask(Async.promise("second"));
            Task<Void> third = holder.add(() -> Async.sleep(HOUR));
            Task<Void> other = Async.background(() -> Async.sleep(Duration.ofSeconds(1)));
            assertThat(holder).containsExactly(first, second, third);
            assertThat(holder.pending()).isEqualTo(3);
            assertThat(holder.contains(first)).isTrue();
            assertThat(holder.contains(second)).isTrue();
            assertThat(holder.contains(other)).isFalse();
            second.complete(null);
            assertThat(holder).containsExactly(first, third);
            assertThat(holder.contains(second)).isFalse();
            Async.cancelAndWait(first);
            Async.sleep(Duration.ofSeconds(1));
            assertThat(holder).containsExactly(third);
            assertThat(holder.pending()).isEqualTo(1);
            assertThat(holder).hasToString("TaskHolder(1 pending)");
            stop.complete(null);
        }
    }

    @VirtualTimeTest
    @DisplayName("H5 an iteration goes on undisturbed while tasks come and go")
    void anIterationGoesOnUndisturbedWhileTasksComeAndGo() throws Exception {
        Promise<Void> stop = Async.promise("stop");
        try (TaskHolder holder = TaskHolder.open(stop)) {
            for (int i = 0; i < 5; i++) {
                holder.add(() -> Async.sleep(HOUR));
            }
            int seen = 0;
            for (var task : holder) {
                Async.cancelAndWait(task);
                holder.add(() -> Async.sleep(HOUR));
                seen++;
            }
            assertThat(seen).isGreaterThanOrEqualTo(5);
            stop.complete(null);
        }
    }

    @VirtualTimeTest(seeds = 20)
    @DisplayName("H5 those left among hundreds that went keep their order, whoever went first and whoever came since")
    void thoseLeftAmongHundredsThatWentKeepTheirOrder(VirtualTime time) throws Exception {
        Random random = new Random(time.seed());
        List<Deferred<?>> held = new ArrayList<>();
        try (TaskHolder holder = TaskHolder.open()) {
            for (int round = 0; round < 600; round++) {
                boolean grows = random.nextInt(10) < (round < 300 ? 7 : 3);
                if (grows && random.nextBoolean()) {
                    held.add(holder.addTask(Async.promise()));
                } else if (grows) {
                    held.add(holder.add(() -> Async.sleep(HOUR)));
                } else if (!held.isEmpty()) {
                    Deferred<?> gone = held.remove(random.nextInt(held.size()));
                    Async.cancelAndWait(gone);
                    time.settle();
                    assertThat(holder.contains(gone)).isFalse();
                }
                assertThat(holder.pending()).isEqualTo(held.size());
                assertThat(holder).containsExactlyElementsOf(held);
            }
            assertThat(held)
                    .allSatisfy(task -> assertThat(holder.contains(task)).isTrue());
            holder.cancel();
        }
        assertThat(held).allSatisfy(task -> assertThat(task.isCancelled()).isTrue());
    }

    @Test
    @DisplayName("H5 a task that has ended is let go of though all its neighbours run on")
    void aTaskThatHasEndedIsLetGoOfThoughAllItsNeighboursRunOn() throws Exception {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        try (TaskHolder holder = TaskHolder.open()) {
            WeakReference<Object> value = null;
            for (int i = 0; i < 20; i++) {
                if (i == 10) {
                    value = valueOfATask(holder, queue);
                } else {
                    holder.addTask(Async.promise());
                }
            }
            Real.await("the task to be let go", () -> holder.pending() == 19);
            assertThat(Heap.isCollected(Objects.requireNonNull(value), queue)).isTrue();
            holder.cancel();
        }
    }

    private static WeakReference<Object> valueOfATask(TaskHolder holder, ReferenceQueue<Object> queue)
            throws Exception {
        Task<Object> task = holder.add(Object::new);
        return new WeakReference<>(task.get(), queue);
    }

    @VirtualTimeTest
    @DisplayName("H5 a task is held until its callbacks have run")
    void aTaskIsHeldUntilItsCallbacksHaveRun() throws Exception {
        List<Boolean> held = new ArrayList<>();
        try (TaskHolder holder = TaskHolder.open()) {
            Task<Integer> task = holder.add(() -> 1);
            task.onDone(ended -> held.add(holder.contains(ended)));
            Promise<Integer> promise = holder.addTask(Async.promise("promise"));
            promise.onDone(ended -> held.add(holder.contains(ended)));
            promise.complete(1);
            Async.waitForAll(task);
        }
        assertThat(held).containsExactly(true, true);
    }

    @Test
    @DisplayName("H5 a holder that ran a million tasks holds none of them")
    void aHolderThatRanAMillionTasksHoldsNoneOfThem() throws Exception {
        Promise<Void> stop = Async.promise("stop");
        List<WeakReference<Object>> sample = new ArrayList<>();
        try (TaskHolder holder = TaskHolder.open(stop)) {
            Task<Integer> last = holder.add(() -> 0);
            for (int i = 0; i < 1_000_000; i++) {
                Task<Integer> task = holder.add(() -> 1);
                if (i % 100_000 == 0) {
                    sample.add(new WeakReference<>(task));
                }
                if (i % 1000 == 999) {
                    Async.waitForAll(task);
                }
                last = task;
            }
            Async.waitForAll(last);
            Real.await("every task to be let go", () -> holder.pending() == 0);
            assertThat(stop.pendingCallbacks()).isEqualTo(1);
            last = holder.add(() -> 0);
            Async.waitForAll(last);
            Real.await("the heap to be free of tasks", () -> {
                System.gc();
                return sample.stream().allMatch(reference -> reference.refersTo(null));
            });
        }
    }

    @Test
    @DisplayName("H5 a holder that adopted a hundred thousand futures lets each go in constant time")
    void aHolderLetsAdoptedFuturesGoInConstantTime() {
        int many = 100_000;
        List<Promise<Integer>> promises = new ArrayList<>();
        try (TaskHolder holder = TaskHolder.open()) {
            for (int i = 0; i < many; i++) {
                promises.add(holder.addTask(Async.promise()));
            }
            assertThat(holder.pending()).isEqualTo(many);
            promises.forEach(promise -> promise.complete(1));
            assertThat(holder.pending()).isZero();
        }
    }

    @Test
    @DisplayName("H4 cancelling a hundred thousand tasks of a holder with a grace takes linear time")
    void cancellingManyTasksOfAHolderWithAGraceTakesLinearTime() throws Exception {
        int many = 100_000;
        Promise<Void> stop = Async.promise("stop");
        TaskHolder holder = TaskHolder.options().grace(HOUR).open(stop);
        for (int i = 0; i < many; i++) {
            holder.addTask(Async.promise());
        }
        List<Task<Void>> running = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            running.add(holder.add(() -> Async.sleep(HOUR)));
        }
        Task<Void> closer = Async.background(holder::close);
        stop.complete(null);
        closer.get();
        assertThat(running).allSatisfy(task -> assertThat(task.isDone()).isTrue());
    }

    @VirtualTimeTest
    @DisplayName("H1 H5 a task of the holder's own that is added to it once more is held once, and closes as ever")
    void anOwnTaskThatIsAddedIsHeldOnce(VirtualTime time) throws Exception {
        try (TaskHolder holder = TaskHolder.open();
                TaskHolder other = TaskHolder.open()) {
            Task<Void> own = holder.add(() -> Async.sleep(Duration.ofSeconds(1)));
            assertThat(holder.addTask(own)).isSameAs(own);
            assertThat(holder.pending()).isEqualTo(1);
            assertThat(holder).containsExactly(own);
            assertThat(other.addTask(own)).isSameAs(own);
            assertThat(other.pending()).isEqualTo(1);
            own.get();
            time.settle();
            assertThat(holder.addTask(own)).isSameAs(own);
            assertThat(holder.pending()).isZero();
            assertThat(holder.contains(own)).isFalse();
            assertThat(other.pending()).isZero();
        }
    }
}
