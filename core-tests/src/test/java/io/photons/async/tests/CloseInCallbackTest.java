package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Holders that are closed inside a callback of somebody else, where ends made meanwhile have their callbacks due later. */
class CloseInCallbackTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    @VirtualTimeTest
    @DisplayName("H4 left by an exception in a callback, run cancels running and queued tasks and waits for them")
    void leftByAnExceptionInACallbackRunCancelsAndWaits(VirtualTime time) {
        Promise<Void> stop = Async.promise("stop");
        Promise<Integer> trigger = Async.promise("trigger");
        List<String> order = new ArrayList<>();
        trigger.onDone(ended -> {
            try {
                TaskHolder.options().maxConcurrent(1).run(stop, holder -> {
                    for (String name : List.of("running", "queued")) {
                        holder.add(name, () -> Async.sleep(HOUR)).onDone(task -> order.add(name));
                    }
                    Async.sleep(SECOND);
                    throw new IOException("left");
                });
            } catch (Exception e) {
                order.add(e.getMessage() + " " + e.getSuppressed().length);
            }
        });
        trigger.complete(1);
        assertThat(order)
                .containsExactlyInAnyOrder("queued", "running", "left 0")
                .endsWith("left 0");
        assertThat(time.elapsed()).isEqualTo(SECOND);
    }

    @VirtualTimeTest
    @DisplayName("H4 interrupted in a callback, a close cancels the tasks and waits for them")
    void interruptedInACallbackACloseCancelsTheTasks(VirtualTime time) throws Exception {
        Promise<Integer> trigger = Async.promise("trigger");
        List<String> order = new ArrayList<>();
        trigger.onDone(ended -> {
            try (TaskHolder holder = TaskHolder.options().maxConcurrent(1).open()) {
                holder.add(() -> Async.sleep(HOUR));
                holder.add(() -> Async.sleep(HOUR));
            }
            order.add("closed " + Thread.interrupted());
        });
        Task<Boolean> closer = Async.background(() -> trigger.complete(1));
        Async.sleep(SECOND);
        closer.cancel();
        Async.waitForAll(closer);
        assertThat(order).containsExactly("closed true");
        assertThat(time.elapsed()).isEqualTo(SECOND);
    }

    @VirtualTimeTest
    @DisplayName("H2 a close in a callback waits for tasks and futures that ended in it, and their callbacks run first")
    void aCloseInACallbackWaitsForTasksThatEndedInIt() {
        Promise<Integer> trigger = Async.promise("trigger");
        List<String> order = new ArrayList<>();
        trigger.onDone(ended -> {
            try (TaskHolder holder = TaskHolder.open()) {
                Task<Integer> task = holder.add(() -> 1);
                task.onDone(end -> order.add("task"));
                Promise<Integer> promise = holder.addTask(Async.promise("adopted"));
                promise.onDone(end -> order.add("adopted"));
                task.cancel();
                promise.complete(1);
            }
            order.add("closed");
        });
        trigger.complete(1);
        assertThat(order).containsExactly("task", "adopted", "closed");
    }

    @VirtualTimeTest
    @DisplayName("H3 a close from a callback of the final future ends queued tasks, too")
    void aCloseFromACallbackOfTheFinalFutureEndsQueuedTasksToo() throws Exception {
        Promise<Integer> stop = Async.promise("stop");
        List<TaskHolder> opened = new ArrayList<>();
        List<String> order = new ArrayList<>();
        stop.onDone(ended -> {
            opened.forEach(TaskHolder::close);
            order.add("closed");
        });
        TaskHolder holder = TaskHolder.options().maxConcurrent(1).open(stop);
        opened.add(holder);
        holder.add("running", () -> Async.sleep(HOUR)).onDone(end -> order.add("running"));
        holder.add("queued", () -> Async.sleep(HOUR)).onDone(end -> order.add("queued"));
        Async.sleep(SECOND);
        stop.complete(1);
        assertThat(order)
                .containsExactlyInAnyOrder("queued", "running", "closed")
                .endsWith("closed");
    }

    @VirtualTimeTest
    @DisplayName("W6 a callback of a task that is run early for a close cannot close the task's own scope")
    void aCallbackThatIsRunEarlyForACloseCannotCloseTheTasksOwnScope() {
        Promise<Integer> trigger = Async.promise("trigger");
        List<Class<?>> thrown = new ArrayList<>();
        trigger.onDone(ended -> {
            try (TaskHolder holder = TaskHolder.open()) {
                Task<Integer> task = holder.add(() -> 1);
                task.onDone(end -> {
                    try {
                        holder.close();
                    } catch (IllegalStateException e) {
                        thrown.add(e.getClass());
                    }
                });
                task.cancel();
            }
        });
        trigger.complete(1);
        assertThat(thrown).containsExactly(IllegalStateException.class);
    }
}
