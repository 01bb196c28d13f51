package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Action;
import io.photons.async.Async;
import io.photons.async.AsyncRuntime;
import io.photons.async.Outcome;
import io.photons.async.Promise;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import io.photons.async.TaskCounts;
import io.photons.async.TaskHolder;
import io.photons.async.TaskTimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Where no more threads or timers are to be had")
class NoMoreThreadsTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final OutOfMemoryError error = new OutOfMemoryError("unable to create native thread");

    private volatile boolean noThreads;
    private volatile boolean noTimers;
    private volatile Thread clockless;
    private volatile long nanosAhead;
    private volatile Thread unwoken;

    private final Door door = new Door() {
        @Override
        public long nanoTime() {
            if (Thread.currentThread() == clockless) {
                throw error;
            }
            return super.nanoTime() + nanosAhead;
        }

        @Override
        public Thread start(String name, Body body) {
            if (noThreads) {
                throw error;
            }
            return super.start(name, body);
        }

        @Override
        public void unpark(Thread thread) {
            if (thread == unwoken) {
                throw new InternalError("planted: it cannot be woken");
            }
            super.unpark(thread);
        }

        @Override
        public AsyncRuntime.Timer schedule(long at, Runnable signal) {
            if (noTimers) {
                throw error;
            }
            return super.schedule(at, signal);
        }
    };

    /** Runs a body in a world whose doors can be shut. */
    private void inside(Action<Exception> body) throws Exception {
        Async.task("inside").silent().runtime(door).start(body).get();
    }

    @Test
    @DisplayName("T5 a holder's body ends with that error, its callbacks run, the holder goes on and closes")
    void aHoldersBodyEndsWithThatError() throws Exception {
        inside(() -> {
            List<Throwable> caught = new ArrayList<>();
            AtomicInteger called = new AtomicInteger();
            try (TaskHolder holder = TaskHolder.options().errorCatcher(caught).open()) {
                noThreads = true;
                Task<Integer> task = holder.add("unstartable", () -> 1);
                task.onDone(ended -> called.incrementAndGet());
                assertThat(task.exceptionNow()).isSameAs(error);
                assertThat(holder.pending()).isZero();
                noThreads = false;
                assertThat(holder.add(() -> 2).get()).isEqualTo(2);
            }
            assertThat(caught).containsExactly(error);
            assertThat(called).hasValue(1);
        });
    }

    @Test
    @DisplayName("T5 H9 bodies that wait for a slot end with that error when their turn comes, and the slot goes on")
    void bodiesThatWaitForASlotEndWithThatError() throws Exception {
        inside(() -> {
            List<Throwable> caught = new ArrayList<>();
            Promise<Void> gate = Async.promise("gate");
            try (TaskHolder holder =
                    TaskHolder.options().maxConcurrent(1).errorCatcher(caught).open()) {
                Task<Void> first = holder.add(() -> {
                    gate.get();
                });
                List<Task<Integer>> queued = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    queued.add(holder.add(() -> 1));
                }
                noThreads = true;
                gate.complete(null);
                first.get();
                Async.waitForAll(queued);
                assertThat(queued)
                        .allSatisfy(task -> assertThat(task.exceptionNow()).isSameAs(error));
                noThreads = false;
                assertThat(holder.add(() -> 2).get()).isEqualTo(2);
            }
            assertThat(caught).hasSize(100).containsOnly(error);
        });
    }

    @Test
    @DisplayName("T5 W6 a body that waited for a slot and could not be started is counted as failed that did not run")
    void aBodyThatCouldNotBeStartedIsCountedAsOneThatDidNotRun() throws Exception {
        inside(() -> {
            Promise<Void> gate = Async.promise("gate");
            try (TaskHolder holder = TaskHolder.options()
                    .maxConcurrent(1)
                    .errorCatcher(failed -> {})
                    .open()) {
                Task<Void> first = holder.add(() -> {
                    gate.get();
                });
                Task<Integer> queued = holder.add(() -> 1);
                nanosAhead = Duration.ofHours(1).toNanos();
                noThreads = true;
                gate.complete(null);
                Async.waitForAll(first, queued);
                noThreads = false;
            }
            assertThat(TaskCounts.now().failed()).isEqualTo(1);
            assertThat(TaskCounts.now().runTime()).isBetween(Duration.ofHours(1), Duration.ofMinutes(90));
        });
    }

    @Test
    @DisplayName("T5 S2 a streamer's bodies and generators give that error as their results, and the stream ends")
    void aStreamersBodiesAndGeneratorsGiveThatError() throws Exception {
        inside(() -> {
            List<Throwable> caught = new ArrayList<>();
            List<String> ends = new ArrayList<>();
            List<String> contexts = new ArrayList<>();
            Promise<Void> gate = Async.promise("gate");
            try (ResultStreamer<Integer, String> results = ResultStreamer.<Integer, String>options()
                    .maxConcurrent(1)
                    .capacity(10)
                    .exceptionsOnly(caught::add)
                    .open()) {
                results.add("first", () -> {
                    gate.get();
                    return 1;
                });
                results.with("body").onDone(end -> ends.add(end.context())).add(() -> 1);
                results.with("generator").onDone(end -> ends.add(end.context())).addGenerator(out -> out.emit(1));
                noThreads = true;
                gate.complete(null);
                results.noMoreWork();
                for (Result<Integer, String> result : results) {
                    contexts.add(result.context() + " " + result.successful());
                }
            }
            assertThat(contexts).containsExactlyInAnyOrder("first true", "body false", "generator false");
            assertThat(ends).containsExactlyInAnyOrder("body", "generator");
            assertThat(caught).hasSize(2).containsOnly(error);
            noThreads = false;
        });
    }

    @Test
    @DisplayName(
            "T5 T10 a call with a time-out throws that error, also where its timer cannot be set, and nothing stays")
    void aCallWithATimeOutThrowsThatError() throws Exception {
        inside(() -> {
            List<String> before = Tree.labels();
            AtomicInteger ran = new AtomicInteger();
            noThreads = true;
            assertThatThrownBy(() -> Async.withTimeout(LONG, ran::incrementAndGet))
                    .isSameAs(error);
            noThreads = false;
            noTimers = true;
            assertThatThrownBy(() -> Async.withTimeout(LONG, ran::incrementAndGet))
                    .isSameAs(error);
            noTimers = false;
            assertThat(ran).hasValue(0);
            assertThat(Tree.labels()).isEqualTo(before);
            assertThat(Async.withTimeout(LONG, ran::incrementAndGet)).isEqualTo(1);
        });
    }

    @Test
    @DisplayName("T5 T15 where an inner call's timer cannot be set, the outer time-out's grace is not held up for ever")
    void anInnerCallWithoutTimerDoesNotHoldUpTheOuterGrace() throws Exception {
        Promise<Void> never = Async.promise("never");
        inside(() -> assertThatThrownBy(() -> Async.timeout(Duration.ofMillis(50))
                        .grace(Duration.ofMillis(50))
                        .call(() -> {
                            noTimers = true;
                            try {
                                assertThatThrownBy(() -> Async.withTimeout(LONG, () -> 1))
                                        .isSameAs(error);
                            } finally {
                                noTimers = false;
                            }
                            for (; ; ) {
                                try {
                                    never.get();
                                    return;
                                } catch (InterruptedException stubborn) {
                                    // It ignores its cancellation.
                                }
                            }
                        }))
                .isInstanceOf(TaskTimeoutException.class));
        never.complete(null);
    }

    @Test
    @DisplayName(
            "T5 H2 E2 a waiter that cannot be woken keeps nobody else from it: the scope closes, and the log tells")
    void aWaiterThatCannotBeWokenKeepsNobodyElseFromIt() throws Exception {
        try (Log log = Log.open()) {
            inside(() -> {
                Promise<Void> gate = Async.promise("gate");
                TaskHolder holder =
                        TaskHolder.open(); // closed at the end alone: if this fails, that would wait for ever
                Task<Integer> task = holder.add(() -> {
                    gate.get();
                    return 1;
                });
                Task<Integer> lost = Async.task("lost").start(() -> {
                    unwoken = Thread.currentThread();
                    return task.get();
                });
                Real.await("the wait", () -> task.pendingCallbacks() == 1);
                Task<Integer> second = Async.background(() -> task.get());
                Real.await("the second wait", () -> task.pendingCallbacks() == 2);
                gate.complete(null);
                Real.await("the release", () -> holder.pending() == 0);
                assertThat(second.get()).isEqualTo(1);
                Thread found = unwoken;
                unwoken = null;
                door.unpark(found);
                assertThat(lost.get()).isEqualTo(1);
                holder.close();
            });
            assertThat(log.errors("planted: it cannot be woken")).isNotEmpty();
        }
    }

    @Test
    @DisplayName("T5 H1 an exception that cannot show itself leaves no task behind: run cancels and waits all the same")
    void anExceptionThatCannotShowItselfLeavesNoTaskBehind() throws Exception {
        class Mute extends IOException {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException("mute");
            }
        }
        Mute mute = new Mute();
        Promise<Void> stop = Async.promise("stop");
        Promise<Void> never = Async.promise("never");
        Task<?>[] held = new Task<?>[2];
        assertThatThrownBy(() -> TaskHolder.run(stop, tasks -> {
                    held[0] = tasks.add(() -> {
                        never.get();
                    });
                    throw mute;
                }))
                .isSameAs(mute);
        assertThat(held[0].outcome()).isEqualTo(new Outcome.Cancelled<>("left by an exception"));
        try {
            TaskHolder.options().failFast().run(stop, tasks -> {
                held[0] = tasks.add(() -> {
                    never.get();
                });
                held[1] = tasks.add(() -> {
                    throw mute;
                });
                Async.waitForAll(held[0]);
                return null;
            });
        } catch (java.util.concurrent.CompletionException failed) {
            assertThat(failed.getCause() == mute).isTrue();
        }
        assertThat(held[0].isCancelled()).isTrue();
        assertThat(held[1].toString()).contains("Task(exception:Mute:(no message");
    }

    @Test
    @DisplayName("T2 H4 E2 a body is cancelled though its grace cannot be noted, and the log tells")
    void aBodyIsCancelledThoughItsGraceCannotBeNoted() throws Exception {
        try (Log log = Log.open()) {
            inside(() -> {
                Promise<Void> never = Async.promise("never");
                try (TaskHolder holder = TaskHolder.options()
                        .grace(LONG)
                        .errorCatcher(failed -> {})
                        .open()) {
                    Task<Void> task = holder.add("ungraced", () -> {
                        never.get();
                    });
                    Real.await("the wait", () -> never.pendingCallbacks() == 1);
                    clockless = Thread.currentThread();
                    assertThat(task.cancel()).isTrue();
                    clockless = null;
                    Async.waitForAll(task);
                    assertThat(task.isCancelled()).isTrue();
                }
            });
            assertThat(log.errors("ungraced"))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.getThrown()).isSameAs(error));
        }
    }

    @Test
    @DisplayName("E2 what is beyond a task's end and breaks its thread off is logged, and names the task")
    void whatBreaksAThreadOffIsLogged() throws Exception {
        AtomicReference<AsyncRuntime.Body> body = new AtomicReference<>();
        Door keeping = new Door() {
            @Override
            public Thread start(String name, Body started) {
                body.set(started);
                return super.start(name, started);
            }
        };
        Task<Integer> task = Async.task("broken-off").runtime(keeping).start(() -> 1);
        assertThat(task.get()).isEqualTo(1);
        try (Log log = Log.open()) {
            body.get().uncaughtException(Thread.currentThread(), error);
            assertThat(log.errors("broken-off"))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.getThrown()).isSameAs(error));
        }
    }
}
