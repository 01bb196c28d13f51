package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TaskStartTest {

    @VirtualTimeTest
    @DisplayName("T1 a body runs on a new virtual thread that bears the task's name")
    void aBodyRunsOnANewVirtualThreadThatBearsTheTasksName() throws Exception {
        Thread caller = Thread.currentThread();
        List<Thread> threads = new ArrayList<>();
        Task<Boolean> first = Async.task("fetch").start(() -> threads.add(Thread.currentThread()));
        Task<Boolean> second = Async.task("fetch").start(() -> threads.add(Thread.currentThread()));
        Async.waitForAll(first, second);
        assertThat(threads).doesNotContain(caller).doesNotHaveDuplicates().hasSize(2);
        assertThat(threads).allSatisfy(thread -> {
            assertThat(thread.isVirtual()).isTrue();
            assertThat(thread.getName()).isEqualTo("fetch");
        });
        assertThat(first.name()).isEqualTo("fetch");
        assertThat(first).hasToString("Task#fetch(result)");
    }

    @Test
    @DisplayName("T1 a task of the real world runs on a virtual thread with its name, too")
    void aTaskOfTheRealWorldRunsOnAVirtualThreadWithItsNameToo() throws Exception {
        Thread thread = Async.task("real").start(Thread::currentThread).get();
        assertThat(thread.isVirtual()).isTrue();
        assertThat(thread.getName()).isEqualTo("real");
    }

    @VirtualTimeTest
    @DisplayName("T1 background returns before the body has begun")
    void backgroundReturnsBeforeTheBodyHasBegun() throws Exception {
        List<String> order = new ArrayList<>();
        Task<Integer> task = Async.background(() -> {
            order.add("body");
            return 42;
        });
        order.add("starter");
        assertThat(task.isDone()).isFalse();
        assertThat(task.get()).isEqualTo(42);
        assertThat(order).containsExactly("starter", "body");
    }

    @VirtualTimeTest
    @DisplayName("T1 the current task is the one whose thread is asking")
    void theCurrentTaskIsTheOneWhoseThreadIsAsking() throws Exception {
        AtomicReference<Task<?>> seen = new AtomicReference<>();
        Task<Void> task = Async.background(() -> {
            Async.sleep(Duration.ofSeconds(1));
            seen.set(Task.current());
        });
        Task<?> mine = Task.current();
        task.get();
        assertThat(seen).hasValue(task);
        assertThat(mine).isNotNull().isNotSameAs(task).isSameAs(Task.current());
    }

    @Test
    @DisplayName("T1 outside of tasks there is no current task")
    void outsideOfTasksThereIsNoCurrentTask() throws Exception {
        assertThat(Task.current()).isNull();
        AtomicReference<Task<?>> seen = new AtomicReference<>();
        Thread thread = Thread.ofVirtual().start(() -> seen.set(Task.current()));
        thread.join();
        assertThat(seen).hasNullValue();
        VirtualTime.run(time -> assertThat(Task.current()).isNotNull());
        assertThat(Task.current()).isNull();
    }

    @VirtualTimeTest
    @DisplayName("T1 in a callback the current task is that of the thread which runs it")
    void inACallbackTheCurrentTaskIsThatOfTheThreadWhichRunsIt() throws Exception {
        List<Task<?>> seen = new ArrayList<>();
        Task<Integer> ending = Async.background(() -> 1);
        ending.onDone(ended -> seen.add(Task.current()));
        Promise<Integer> promise = Async.promise("promise");
        promise.onDone(ended -> seen.add(Task.current()));
        Async.waitForAll(ending);
        Task<Boolean> completer = Async.background(() -> promise.complete(1));
        completer.get();
        ending.onDone(ended -> seen.add(Task.current()));
        assertThat(seen).containsExactly(ending, completer, Task.current());
    }
}
