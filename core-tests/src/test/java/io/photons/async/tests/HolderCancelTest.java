package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.Outcome;
import io.photons.async.Promise;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;

class HolderCancelTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    @VirtualTimeTest
    @DisplayName("H3 when the final future ends, every task is cancelled at once, before any close")
    void whenTheFinalFutureEndsEveryTaskIsCancelledAtOnce(VirtualTime time) throws Exception {
        for (String how : List.of("value", "error", "cancel")) {
            Promise<Integer> stop = Async.promise("stop");
            TaskHolder holder = TaskHolder.open(stop);
            Promise<Void> adopted = Async.promise("adopted");
            holder.addTask(adopted);
            Task<Void> running = holder.add(() -> Async.sleep(HOUR));
            Task<Void> background = holder.addTask(Async.background(() -> Async.sleep(HOUR)));
            Duration before = time.elapsed();
            Async.sleep(seconds(1));
            switch (how) {
                case "value" -> stop.complete(1);
                case "error" -> stop.fail(new IOException("stopped"));
                default -> stop.cancel();
            }
            assertThat(running.isCancelling()).isTrue();
            assertThat(background.isCancelling()).isTrue();
            assertThat(adopted.isCancelled()).isTrue();
            Async.waitForAll(running, background);
            assertThat(running.isCancelled() && background.isCancelled()).isTrue();
            assertThat(time.elapsed().minus(before)).isEqualTo(seconds(1));
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            holder.close();
        }
    }

    @VirtualTimeTest
    @DisplayName("H6 who cancels a holder or a streamer is told whether that was the first")
    void whoCancelsIsToldWhetherThatWasTheFirst() {
        try (TaskHolder first = TaskHolder.open();
                TaskHolder second = TaskHolder.open();
                ResultStreamer<Integer, String> third = ResultStreamer.open()) {
            assertThat(List.of(first.cancel(), first.cancel(), first.cancel("again")))
                    .containsExactly(true, false, false);
            assertThat(List.of(second.cancel("why"), second.cancel())).containsExactly(true, false);
            assertThat(List.of(third.cancel(), third.cancel("again"))).containsExactly(true, false);
        }
    }

    @VirtualTimeTest
    @DisplayName("H3 tasks that have not begun are ended by the thread that ends the final future")
    void tasksThatHaveNotBegunAreEndedByTheThreadThatEndsTheFinalFuture() throws Exception {
        Promise<Integer> stop = Async.promise("stop");
        AtomicReference<Thread> callbackThread = new AtomicReference<>();
        try (TaskHolder holder = TaskHolder.options().maxConcurrent(1).open(stop)) {
            holder.add(() -> Async.sleep(HOUR));
            Task<Void> queued = holder.add(() -> Async.sleep(HOUR));
            queued.onDone(ended -> callbackThread.set(Thread.currentThread()));
            Async.sleep(seconds(1));
            Task<Thread> ender = Async.background(() -> {
                stop.complete(1);
                return Thread.currentThread();
            });
            assertThat(ender.get()).isSameAs(callbackThread.get());
            assertThat(queued.isCancelled()).isTrue();
        }
    }

    @VirtualTimeTest
    @DisplayName("H3 a close that is under way waits for the finally blocks of the cancelled tasks")
    void aCloseThatIsUnderWayWaitsForTheFinallyBlocks(VirtualTime time) {
        Promise<Integer> stop = Async.promise("stop");
        List<String> order = new ArrayList<>();
        Async.background(() -> {
            Async.sleep(seconds(1));
            stop.complete(1);
        });
        try (TaskHolder holder = TaskHolder.open(stop)) {
            holder.add(() -> {
                try {
                    Async.sleep(HOUR);
                } finally {
                    Async.sleep(seconds(5));
                    order.add("cleaned up");
                }
            });
        }
        order.add("closed " + time.elapsed());
        assertThat(order).containsExactly("cleaned up", "closed PT6S");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @VirtualTimeTest
    @DisplayName(
            "H3 a close from a callback of the final future has the tasks cancelled, though their turn would be later")
    void aCloseFromACallbackOfTheFinalFutureHasTheTasksCancelled(VirtualTime time) throws Exception {
        Promise<Integer> stop = Async.promise("stop");
        AtomicReference<TaskHolder> opened = new AtomicReference<>();
        List<String> order = new ArrayList<>();
        stop.onDone(ended -> {
            opened.get().close();
            order.add("closed " + time.elapsed());
        });
        TaskHolder holder = TaskHolder.open(stop);
        opened.set(holder);
        holder.add(() -> Async.sleep(HOUR));
        Async.sleep(seconds(1));
        stop.complete(1);
        assertThat(order).containsExactly("closed PT1S");
    }

    @VirtualTimeTest
    @DisplayName("H4 leaving run by an exception cancels the tasks, waits for them, and lets the exception go on")
    void leavingRunByAnExceptionCancelsTheTasks(VirtualTime time) {
        Promise<Integer> stop = Async.promise("stop");
        IOException error = new IOException("left");
        List<Task<?>> tasks = new ArrayList<>();
        assertThatThrownBy(() -> TaskHolder.run(stop, holder -> {
                    tasks.add(holder.add(() -> {
                        try {
                            Async.sleep(HOUR);
                        } finally {
                            Async.sleep(seconds(2));
                        }
                    }));
                    Async.sleep(seconds(1));
                    throw error;
                }))
                .isSameAs(error)
                .hasNoSuppressedExceptions();
        assertThat(time.elapsed()).isEqualTo(seconds(3));
        assertThat(tasks).allSatisfy(task -> assertThat(task.isCancelled()).isTrue());
        assertThat(stop.isDone()).isFalse();
    }

    @VirtualTimeTest
    @DisplayName("H4 run returns its body's value once the tasks have ended")
    void runReturnsItsBodysValueOnceTheTasksHaveEnded(VirtualTime time) throws Exception {
        Promise<Integer> stop = Async.promise("stop");
        int sum = TaskHolder.run(stop, holder -> {
            Task<Integer> a = holder.add(() -> 1);
            Task<Integer> b = holder.add(() -> 2);
            holder.add(() -> Async.sleep(seconds(2)));
            return a.get() + b.get();
        });
        assertThat(sum).isEqualTo(3);
        assertThat(time.elapsed()).isEqualTo(seconds(2));
    }

    @VirtualTimeTest
    @DisplayName("H4 an error of a task that the body awaited comes out of run")
    void anErrorOfATaskThatTheBodyAwaitedComesOutOfRun() {
        Promise<Integer> stop = Async.promise("stop");
        IOException error = new IOException("awaited");
        assertThatThrownBy(() -> TaskHolder.run(
                        stop,
                        holder -> holder.<Integer>add(() -> {
                                    throw error;
                                })
                                .get()))
                .isInstanceOf(ExecutionException.class)
                .hasCause(error);
    }

    @VirtualTimeTest
    @DisplayName(
            "H4 interrupted in its body or in its close, run cancels the tasks, waits, and throws InterruptedException")
    void interruptedRunCancelsTheTasksWaitsAndThrows(VirtualTime time) throws Exception {
        for (boolean inBody : new boolean[] {true, false}) {
            Promise<Integer> stop = Async.promise("stop");
            List<String> order = new ArrayList<>();
            Duration before = time.elapsed();
            Task<Void> runner = Async.background(() -> {
                try {
                    TaskHolder.run(stop, holder -> {
                        holder.add(() -> {
                            try {
                                Async.sleep(HOUR);
                            } finally {
                                Async.sleep(seconds(2));
                                order.add("cleaned up");
                            }
                        });
                        if (inBody) {
                            Async.sleep(HOUR);
                        }
                        return 1;
                    });
                } catch (InterruptedException e) {
                    order.add("interrupted " + Thread.currentThread().isInterrupted());
                }
            });
            Async.sleep(seconds(1));
            runner.cancel();
            Async.waitForAll(runner);
            assertThat(order).containsExactly("cleaned up", "interrupted false");
            assertThat(time.elapsed().minus(before)).isEqualTo(seconds(3));
        }
    }

    @VirtualTimeTest
    @DisplayName("H4 an interrupted close cancels the tasks, waits for them, and returns with the flag set")
    void anInterruptedCloseCancelsTheTasksAndReturnsWithTheFlagSet(VirtualTime time) throws Exception {
        List<String> order = new ArrayList<>();
        Task<Void> closer = Async.background(() -> {
            try (TaskHolder holder = TaskHolder.options().name("closing").open()) {
                holder.add(() -> {
                    try {
                        Async.sleep(HOUR);
                    } finally {
                        Async.sleep(seconds(2));
                        order.add("cleaned up");
                    }
                });
            }
            order.add("closed " + time.elapsed() + " " + Thread.currentThread().isInterrupted());
        });
        Async.sleep(seconds(1));
        closer.cancel();
        Async.waitForAll(closer);
        assertThat(order).containsExactly("cleaned up", "closed PT3S true");
    }

    @VirtualTimeTest
    @DisplayName("H4 a plain close after an exception in the block waits for the tasks")
    void aPlainCloseAfterAnExceptionInTheBlockWaitsForTheTasks(VirtualTime time) {
        assertThatThrownBy(() -> {
                    try (TaskHolder holder = TaskHolder.open()) {
                        holder.add(() -> Async.sleep(seconds(4)));
                        throw new IOException("in the block");
                    }
                })
                .isInstanceOf(IOException.class);
        assertThat(time.elapsed()).isEqualTo(seconds(4));
    }

    @VirtualTimeTest
    @DisplayName("H4 without a grace the close waits for a cancelled task for ever")
    void withoutAGraceTheCloseWaitsForACancelledTaskForEver(VirtualTime time) {
        Promise<Void> release = Async.promise("release");
        Async.background(() -> {
            Async.sleep(Duration.ofDays(1000));
            release.complete(null);
        });
        try (TaskHolder holder = TaskHolder.open()) {
            Task<Void> task = holder.add(() -> TaskReportTest.stubborn(release));
            holder.add(() -> {
                task.cancel();
            });
        }
        assertThat(time.elapsed()).isEqualTo(Duration.ofDays(1000));
    }

    @VirtualTimeTest
    @DisplayName(
            "H4 T6 run that is left by an exception says so to its tasks, and keeps an interrupt that comes meanwhile")
    void runLeftByAnException(VirtualTime time) throws Exception {
        Promise<Integer> stop = Async.promise("stop");
        Promise<Void> release = Async.promise("release");
        List<Object> seen = new ArrayList<>();
        Task<Void> runner = Async.background(() -> {
            try {
                TaskHolder.options().name("left").run(stop, tasks -> {
                    Task<Void> waiting = tasks.add(() -> Async.sleep(HOUR));
                    waiting.onDone(ended -> seen.add(ended.outcome()));
                    tasks.add(() -> TaskReportTest.stubborn(release));
                    Async.sleep(seconds(1));
                    throw new IOException("broken");
                });
            } catch (IOException e) {
                seen.add(e.getMessage() + " at " + time.elapsed().toSeconds() + " " + Thread.interrupted());
            }
        });
        Async.sleep(seconds(2));
        runner.cancel();
        Async.sleep(seconds(1));
        release.complete(null);
        runner.get();
        assertThat(seen)
                .containsExactly(
                        new Outcome.Cancelled<>("TaskHolder#left was left by java.io.IOException: broken"),
                        "broken at 3 true");
    }
}
