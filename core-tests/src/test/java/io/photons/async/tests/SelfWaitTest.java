package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.TaskTree;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeFailure;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A task that waits for itself")
class SelfWaitTest {

    private static final Promise<Integer> NEVER = Async.promise("never");

    interface Wait {
        void of(Task<?> self) throws Exception;
    }

    record Way(String name, Wait waiting) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Way> ways() {
        return Stream.of(
                new Way("get", Task::get),
                new Way("timed get", self -> self.get(1, TimeUnit.DAYS)),
                new Way("waitForAll", self -> Async.waitForAll(self)),
                new Way("waitForAll behind another", self -> Async.waitForAll(NEVER, self)),
                new Way("timed waitForAll", self -> Async.waitForAll(Duration.ofDays(1), List.of(NEVER, self))),
                new Way("waitForFirst", self -> Async.waitForFirst(self, NEVER)),
                new Way("waitForFirst behind another", self -> Async.waitForFirst(NEVER, self)),
                new Way("cancelAndWait", self -> Async.cancelAndWait(self)),
                new Way("cancelAndWait behind another", self -> Async.cancelAndWait(NEVER, self)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    @DisplayName("W6 is told so, by name, and nothing is cancelled or left on what else it waits for")
    void isToldSo(Way way) {
        VirtualTime.run(time -> {
            Task<Void> task = Async.task("narcissus").start(() -> {
                assertThatIllegalStateException()
                        .isThrownBy(() -> way.waiting.of(Objects.requireNonNull(Task.current())))
                        .withMessageContaining("Task#narcissus");
            });
            task.get();
            assertThat(NEVER.isDone()).isFalse();
            assertThat(NEVER.pendingCallbacks()).isZero();
            assertThat(time.elapsed()).isZero();
        });
    }

    @VirtualTimeTest
    @DisplayName("W6 may ask for itself in a callback, when it has ended")
    void mayAskForItselfInACallback() throws Exception {
        List<Object> seen = new ArrayList<>();
        Task<Integer> task = Async.background(() -> 42);
        task.onDone(ended -> seen.add(get(task)));
        task.onDone(ended -> seen.add(get(Objects.requireNonNull(Task.current()))));
        Async.sleep(Duration.ofSeconds(1));
        assertThat(seen).containsExactly(42, 42);
    }

    private static Object get(Task<?> task) {
        try {
            Async.waitForAll(task);
            Async.cancelAndWait(task);
            return task.get();
        } catch (Exception e) {
            return e;
        }
    }

    private static void isRefused(ThrowingCallable close, String... names) {
        assertThatIllegalStateException()
                .isThrownBy(close)
                .satisfies(refusal -> assertThat(refusal).message().contains(names));
    }

    @VirtualTimeTest
    @DisplayName("W6 closing a holder from one of its tasks is refused, and the holder works on")
    void closingAHolderFromOneOfItsTasks() throws Exception {
        try (TaskHolder holder = TaskHolder.options().name("probes").open()) {
            Task<Void> task = holder.add("inside", () -> isRefused(holder::close, "TaskHolder#probes", "Task#inside"));
            task.get();
            assertThat(holder.add(() -> 1).get()).isEqualTo(1);
        }
    }

    @VirtualTimeTest
    @DisplayName("W6 closing it from a task of a holder that one of its tasks opened is refused, too")
    void closingAHolderByItsOwners() throws Exception {
        try (TaskHolder outer = TaskHolder.options().name("outer").open()) {
            Task<Void> owner = outer.add("owner", () -> {
                try (TaskHolder inner = TaskHolder.options().name("inner").open()) {
                    inner.add("deep", () -> isRefused(outer::close, "TaskHolder#outer", "Task#owner"))
                            .get();
                    Async.withTimeout(() -> isRefused(outer::close, "TaskHolder#outer"));
                }
            });
            owner.get();
        }
    }

    @VirtualTimeTest
    @DisplayName("W6 closing a holder from a callback of one of its tasks is refused, also of one that it only adopted")
    void closingAHolderFromACallback() throws Exception {
        List<String> refused = new ArrayList<>();
        Promise<Integer> adopted = Async.promise("adopted");
        try (TaskHolder holder = TaskHolder.options().name("probes").open()) {
            holder.add("task", () -> 1).onDone(ended -> {
                isRefused(holder::close, "TaskHolder#probes");
                refused.add("task");
            });
            holder.addTask(adopted).onDone(ended -> {
                isRefused(holder::close, "TaskHolder#probes", "Promise#adopted");
                refused.add("adopted");
            });
            adopted.complete(1);
        }
        assertThat(refused).containsExactlyInAnyOrder("task", "adopted");
    }

    @VirtualTimeTest
    @DisplayName("W6 closing a streamer from its work, or a callback of it, is refused")
    void closingAStreamerFromItsWork() throws Exception {
        List<String> refused = new ArrayList<>();
        try (ResultStreamer<Integer, String> streamer = ResultStreamer.open()) {
            streamer.add("body", () -> {
                isRefused(streamer::close, "ResultStreamer");
                refused.add("body");
            });
            streamer.addGenerator("many", out -> {
                isRefused(streamer::close, "ResultStreamer");
                refused.add("generator");
            });
            streamer.with("callback")
                    .onDone(end -> {
                        isRefused(streamer::close, "ResultStreamer");
                        refused.add("callback");
                    })
                    .add(() -> 1);
            streamer.noMoreWork();
            streamer.forEach(result -> assertThat(result.error()).isNull());
        }
        assertThat(refused).containsExactlyInAnyOrder("body", "generator", "callback");
    }

    @Test
    @DisplayName("W6 a cycle of two is reported by virtual time, with who waits for whom")
    void aCycleOfTwoIsReported() {
        assertThatThrownBy(() -> VirtualTime.run(time -> {
                    Promise<Task<?>> second = Async.promise("second");
                    Task<Object> one =
                            Async.task("one").silent().start(() -> second.get().get());
                    Task<Object> two = Async.task("two").silent().start(() -> one.get());
                    second.complete(two);
                    Async.waitForAll(one, two);
                }))
                .isInstanceOf(VirtualTimeFailure.class)
                .hasMessageContaining("Task#one  running 0 ms   waits for Task#two")
                .hasMessageContaining("Task#two  running 0 ms   waits for Task#one");
    }

    @VirtualTimeTest
    @DisplayName("W6 the task tree shows who waits for whom")
    void theTaskTreeShowsWhoWaitsForWhom(VirtualTime time) throws Exception {
        Promise<Integer> slot = Async.promise("slot");
        Task<Integer> one = Async.task("one").start(() -> slot.get());
        Task<Integer> two = Async.task("two").start(() -> one.get());
        time.settle();
        assertThat(TaskTree.dump())
                .contains("Task#one  running", "waits for Promise#slot")
                .contains("Task#two  running", "waits for Task#one");
        slot.complete(1);
        Async.waitForAll(one, two);
    }
}
