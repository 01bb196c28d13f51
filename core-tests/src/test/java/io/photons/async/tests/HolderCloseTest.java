package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

class HolderCloseTest {

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    @VirtualTimeTest
    @DisplayName("H1 adding a body starts a task and returns it, with its name")
    void addingABodyStartsATaskAndReturnsIt() throws Exception {
        try (TaskHolder holder = TaskHolder.open()) {
            List<Object> ran = new ArrayList<>();
            Task<Integer> value = holder.add(() -> 1);
            Task<String> named =
                    holder.add("named", () -> "by " + Thread.currentThread().getName());
            Task<Void> action = holder.add(() -> {
                ran.add("action");
            });
            Task<Void> namedAction = holder.add("named-action", () -> {
                ran.add(Thread.currentThread().getName());
            });
            assertThat(value.get()).isEqualTo(1);
            assertThat(named.get()).isEqualTo("by named");
            Async.waitForAll(action, namedAction);
            assertThat(ran).containsExactly("action", "named-action");
        }
    }

    @VirtualTimeTest
    @DisplayName("H1 a future of any kind can be added while it runs, and the same one is returned")
    void aFutureOfAnyKindCanBeAddedWhileItRuns(VirtualTime time) {
        Promise<Integer> promise = Async.promise("promise");
        Task<Void> task = Async.background(() -> {
            Async.sleep(seconds(2));
            promise.complete(1);
            Async.sleep(seconds(1));
        });
        try (TaskHolder holder = TaskHolder.open()) {
            assertThat(holder.addTask(promise)).isSameAs(promise);
            assertThat(holder.addTask(task)).isSameAs(task);
            assertThat(holder.addTask(promise)).isSameAs(promise);
            assertThat(holder.pending()).isEqualTo(2);
        }
        assertThat(time.elapsed()).isEqualTo(seconds(3));
        assertThat(promise.isDone() && task.isDone()).isTrue();
    }

    @VirtualTimeTest
    @DisplayName("H1 tasks may be added by other threads and by tasks, also while the holder closes")
    void tasksMayBeAddedAlsoWhileTheHolderCloses(VirtualTime time) {
        List<String> order = new ArrayList<>();
        try (TaskHolder holder = TaskHolder.open()) {
            holder.add(() -> {
                Async.sleep(seconds(2));
                holder.add(() -> {
                    Async.sleep(seconds(2));
                    order.add("by a task " + time.elapsed());
                });
            });
            Async.background(() -> {
                Async.sleep(seconds(1));
                holder.add(() -> {
                    Async.sleep(seconds(5));
                    order.add("from elsewhere " + time.elapsed());
                });
            });
        }
        order.add("closed " + time.elapsed());
        assertThat(order).containsExactly("by a task PT4S", "from elsewhere PT6S", "closed PT6S");
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("H2 the close returns after the callbacks of every task, those added meanwhile included")
    void theCloseReturnsAfterTheCallbacksOfEveryTask(VirtualTime time) {
        List<String> ended = new ArrayList<>();
        Promise<Integer> promise = Async.promise("promise");
        try (TaskHolder holder = TaskHolder.open()) {
            Task<Integer> first = holder.add(() -> {
                Task<Integer> second = holder.add(() -> 2);
                second.onDone(end -> slowly(ended, "second"));
                return 1;
            });
            first.onDone(end -> slowly(ended, "first"));
            promise.onDone(end -> slowly(ended, "promise"));
            holder.addTask(promise);
            Async.background(() -> promise.complete(1));
        }
        assertThat(ended).containsExactlyInAnyOrder("first", "second", "promise");
    }

    private static void slowly(List<String> list, String word) {
        Task<Void> sleeper = Async.background(() -> Async.sleep(seconds(1)));
        try {
            sleeper.get();
            list.add(word);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @VirtualTimeTest
    @DisplayName("H2 one task's error is reported and disturbs neither the others nor the close")
    void oneTasksErrorDisturbsNeitherTheOthersNorTheClose(VirtualTime time) {
        try (Log log = Log.open()) {
            Task<Integer> other;
            Promise<Integer> promise = Async.promise("failed-promise");
            try (TaskHolder holder = TaskHolder.open()) {
                holder.add("failed-one", () -> {
                    throw new IOException("failed-one");
                });
                holder.addTask(promise);
                promise.fail(new IOException("failed-promise"));
                other = holder.add(() -> {
                    Async.sleep(seconds(3));
                    return 3;
                });
            }
            assertThat(other.resultNow()).isEqualTo(3);
            assertThat(time.elapsed()).isEqualTo(seconds(3));
            assertThat(log.errors("failed-one")).hasSize(1);
            assertThat(log.errors("failed-promise")).hasSize(1);
        }
    }

    @VirtualTimeTest
    @DisplayName("H2 closing a second time changes nothing and returns at once")
    void closingASecondTimeChangesNothing(VirtualTime time) {
        TaskHolder holder = TaskHolder.open();
        holder.add(() -> Async.sleep(seconds(1)));
        holder.close();
        holder.close();
        assertThat(time.elapsed()).isEqualTo(seconds(1));
    }

    @VirtualTimeTest
    @DisplayName("H2 several threads may close at once, and each waits")
    void severalThreadsMayCloseAtOnceAndEachWaits(VirtualTime time) throws Exception {
        TaskHolder holder = TaskHolder.open();
        holder.add(() -> Async.sleep(seconds(2)));
        List<Duration> closed = new ArrayList<>();
        List<Task<?>> closers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            closers.add(Async.background(() -> {
                holder.close();
                closed.add(time.elapsed());
            }));
        }
        Async.waitForAll(closers);
        assertThat(closed).containsExactly(seconds(2), seconds(2), seconds(2));
    }

    @VirtualTimeTest
    @DisplayName("H6 the holder's final future is a child of the given one, and ending it leaves the given one alone")
    void theHoldersFinalFutureIsAChildOfTheGivenOne(VirtualTime time) throws Exception {
        Promise<Void> stop = Async.promise("stop");
        TaskHolder holder = TaskHolder.open(stop);
        Task<Void> task = holder.add(() -> Async.sleep(Duration.ofHours(1)));
        Async.sleep(seconds(1));
        assertThat(holder.finalFuture().isDone()).isFalse();
        assertThat(holder.cancel("enough")).isTrue();
        assertThat(holder.cancel("again")).isFalse();
        assertThat(stop.isDone()).isFalse();
        Async.waitForAll(task);
        assertThat(time.elapsed()).isEqualTo(seconds(1));
        assertThat(task.outcome()).hasToString("Cancelled[reason=enough]");
        assertThat(holder.finalFuture().outcome()).hasToString("Cancelled[reason=enough]");
        holder.close();
        TaskHolder other = TaskHolder.open(stop);
        stop.fail(new IOException("stopped"));
        assertThat(other.finalFuture().exceptionNow()).hasMessage("stopped");
        other.close();
    }

    @VirtualTimeTest
    @DisplayName("H6 a closed holder leaves its final future ended and no callback on the given one")
    void aClosedHolderLeavesNoCallbackOnTheGivenFuture() {
        Promise<Void> stop = Async.promise("stop");
        for (int i = 0; i < 10; i++) {
            TaskHolder holder = TaskHolder.open(stop);
            holder.add(() -> Async.sleep(seconds(1)));
            assertThat(stop.pendingCallbacks()).isEqualTo(1);
            holder.close();
            assertThat(holder.finalFuture().isCancelled()).isTrue();
            assertThat(stop.pendingCallbacks()).isZero();
        }
        assertThat(stop.isDone()).isFalse();
    }

    @VirtualTimeTest
    @DisplayName("H7 a holder whose close has finished takes nothing, and cancels a future that is added")
    void aHolderWhoseCloseHasFinishedTakesNothing(VirtualTime time) {
        List<String> ran = new ArrayList<>();
        TaskHolder holder = TaskHolder.options().name("shut").open();
        holder.close();
        assertThatThrownBy(() -> holder.add(() -> ran.add("body")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("TaskHolder#shut is closed");
        Promise<Void> promise = Async.promise("promise");
        assertThatThrownBy(() -> holder.addTask(promise)).isInstanceOf(IllegalStateException.class);
        assertThat(promise.isCancelled()).isTrue();
        time.settle();
        assertThat(ran).isEmpty();
    }
}
