package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.AsyncRuntime;
import io.photons.async.Outcome;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.TaskTimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Timers that strike when the test says so. */
class StrikeRaceTest {

    private static final Duration HOUR = Duration.ofHours(1);

    /** Keeps the signal of the one timer that is set, for the test to call. */
    private static class HeldTimer extends Door {
        final AtomicReference<Runnable> signal = new AtomicReference<>();

        @Override
        public Timer schedule(long at, Runnable due) {
            signal.set(due);
            return () -> {};
        }

        void strike() {
            signal.get().run();
        }
    }

    @Test
    @DisplayName("T13 a value that is there when the timer strikes wins, though the caller has not seen it yet")
    void aValueThatIsThereWhenTheTimerStrikesWins() throws Exception {
        CountDownLatch parked = new CountDownLatch(1);
        HeldTimer door = new HeldTimer() {
            @Override
            public void park(Object blocker, long deadline) {
                if (blocker instanceof Task<?> task && "value-first".equals(task.name())) {
                    parked.countDown();
                    Real.await("the value", task::isDone);
                    strike();
                } else {
                    super.park(blocker, deadline);
                }
            }
        };
        Task<Integer> caller = Async.task("caller")
                .runtime(door)
                .start(() -> Async.timeout(HOUR).name("value-first").call(() -> {
                    Real.await(parked);
                    return 42;
                }));
        assertThat(caller.get()).isEqualTo(42);
    }

    @Test
    @DisplayName(
            "T13 a timer that strikes before the body could begin keeps it from running, and the task ends at once")
    void aTimerThatStrikesBeforeTheBodyCouldBeginKeepsItFromRunning() {
        AtomicInteger ran = new AtomicInteger();
        AtomicReference<Task<?>> late = new AtomicReference<>();
        HeldTimer door = new HeldTimer() {
            @Override
            public Thread start(String name, Body body) {
                if (!"too-late".equals(name)) {
                    return super.start(name, body);
                }
                strike();
                Thread thread = super.start(name, body);
                Real.await("its thread", () -> !thread.isAlive());
                late.set((Task<?>) body);
                assertThat(late.get().outcome()).isEqualTo(new Outcome.Cancelled<>("timed out"));
                return thread;
            }
        };
        Task<Integer> caller = Async.task("caller")
                .silent()
                .runtime(door)
                .start(() -> Async.timeout(HOUR).name("too-late").call(ran::incrementAndGet));
        assertThatThrownBy(caller::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TaskTimeoutException.class);
        assertThat(late.get().isCancelled()).isTrue();
        assertThat(ran).hasValue(0);
    }

    @Test
    @DisplayName("T13 T11 a timer interrupts a body that runs, or waits elsewhere, and the caller has its time-out")
    void aTimerInterruptsABodyThatRuns() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        HeldTimer door = new HeldTimer();
        Task<Void> caller = Async.task("caller")
                .silent()
                .runtime(door)
                .start(() -> Async.timeout(HOUR).call(() -> {
                    begun.countDown();
                    never.await();
                }));
        Real.await("the body", () -> begun.getCount() == 0);
        door.strike();
        assertThatThrownBy(caller::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TaskTimeoutException.class);
    }

    @Test
    @DisplayName("T13 T2 the caller has its time-out at once though the body's thread cannot begin, and it never runs")
    void theCallerHasItsTimeOutThoughTheBodyCannotBegin() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        AtomicReference<AsyncRuntime.Body> unbegun = new AtomicReference<>();
        CountDownLatch waiting = new CountDownLatch(1);
        HeldTimer door = new HeldTimer() {
            @Override
            public Thread start(String name, Body body) {
                if ("no-carrier".equals(name)) {
                    unbegun.set(body);
                    return Thread.ofVirtual().unstarted(body);
                }
                return super.start(name, body);
            }

            @Override
            public void park(Object blocker, long deadline) {
                if (blocker == unbegun.get()) {
                    waiting.countDown();
                }
                super.park(blocker, deadline);
            }
        };
        Task<Integer> caller = Async.task("caller")
                .silent()
                .runtime(door)
                .start(() -> Async.timeout(HOUR).name("no-carrier").call(ran::incrementAndGet));
        Real.await(waiting);
        Task<?> task = (Task<?>) unbegun.get();
        door.strike();
        assertThatThrownBy(caller::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TaskTimeoutException.class);
        assertThat(task.outcome()).hasToString("Cancelled[reason=timed out]");
        Thread late = Thread.ofVirtual().unstarted(unbegun.get());
        late.setUncaughtExceptionHandler(unbegun.get());
        late.start();
        late.join();
        assertThat(ran).hasValue(0);
        assertThat(task.outcome()).hasToString("Cancelled[reason=timed out]");
    }

    @Test
    @DisplayName(
            "T2 F7 a task that its timer was the first to ask is ended at once by who cancels it, who was not first")
    void aTaskThatItsTimerAskedFirstIsEndedByWhoCancelsIt() {
        List<Object> seen = new ArrayList<>();
        HeldTimer door = new HeldTimer() {
            @Override
            public Thread start(String name, Body body) {
                if ("asked-by-its-timer".equals(name) && body instanceof Task<?> task) {
                    strike();
                    seen.add(task.isDone());
                    seen.add(task.cancel("too late"));
                    seen.add(task.outcome());
                    seen.add(task.cancel());
                    return Thread.ofVirtual().unstarted(body);
                }
                return super.start(name, body);
            }
        };
        Task<Integer> caller = Async.task("caller")
                .silent()
                .runtime(door)
                .start(() -> Async.timeout(HOUR).name("asked-by-its-timer").call(() -> 1));
        assertThatThrownBy(caller::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TaskTimeoutException.class);
        assertThat(seen).containsExactly(false, false, new Outcome.Cancelled<>("timed out"), false);
    }

    @Test
    @DisplayName("T13 E2 what a body makes of its strike comes too late, though the timer has not said its last word")
    void whatABodyMakesOfItsStrikeComesTooLate() {
        IOException error = new IOException("in answer to its strike");
        try (Log log = Log.open()) {
            Task<Integer> answered = endedByItsStrike("answers", () -> 42);
            assertThat(answered.exceptionNow()).isInstanceOf(TaskTimeoutException.class);
            Task<Integer> failed = endedByItsStrike("fails", () -> {
                throw error;
            });
            assertThat(failed.exceptionNow()).isInstanceOf(TaskTimeoutException.class);
            Task<Integer> cancelled = endedByItsStrike("gives-up", () -> {
                throw new InterruptedException();
            });
            assertThat(cancelled.exceptionNow()).isInstanceOf(TaskTimeoutException.class);
            assertThat(log.errors(error.getMessage())).hasSize(1);
        }
    }

    /** Strikes a body in its wait, and holds the timer up until the caller knows what became of the call. */
    private static Task<Integer> endedByItsStrike(String name, Callable<Integer> answer) {
        Promise<Integer> never = Async.promise("never");
        AtomicReference<Thread> body = new AtomicReference<>();
        AtomicReference<Task<?>> call = new AtomicReference<>();
        HeldTimer door = new HeldTimer() {
            @Override
            public void unpark(Thread thread) {
                super.unpark(thread);
                if (thread == body.get()) {
                    Real.await("the caller", call.get()::isDone);
                }
            }
        };
        Task<Integer> caller = Async.task("caller").silent().runtime(door).start(() -> {
            call.set(Task.current());
            return Async.timeout(HOUR).name(name).call(() -> {
                body.set(Thread.currentThread());
                try {
                    return never.get();
                } catch (InterruptedException e) {
                    return answer.call();
                }
            });
        });
        Real.await("the body's wait", () -> never.pendingCallbacks() == 1);
        door.strike();
        return caller;
    }

    @Test
    @DisplayName(
            "T5 E2 the error of a thread that cannot be started is told, also if its task was asked to end just then")
    void theErrorOfAThreadThatCannotBeStartedIsTold() {
        HeldTimer door = new HeldTimer() {
            @Override
            public Thread start(String name, Body body) {
                if ("struck".equals(name)) {
                    strike();
                    throw new OutOfMemoryError("no thread for whom the timer struck");
                }
                if ("cancelled".equals(name)) {
                    assertThat(((Task<?>) body).cancel()).isTrue();
                    throw new OutOfMemoryError("no thread for whom somebody cancelled");
                }
                return super.start(name, body);
            }
        };
        try (Log log = Log.open()) {
            Task<Integer> caller = Async.task("caller")
                    .silent()
                    .runtime(door)
                    .start(() -> Async.timeout(HOUR).name("struck").call(() -> 1));
            assertThatThrownBy(caller::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TaskTimeoutException.class);
            assertThat(log.errors("no thread for whom the timer struck")).hasSize(1);
            Task<Integer> cancelled =
                    Async.task("cancelled").runtime(door).silent().start(() -> 1);
            assertThat(cancelled.isCancelled()).isTrue();
            assertThat(log.errors("no thread for whom somebody cancelled")).hasSize(1);
        }
    }
}
