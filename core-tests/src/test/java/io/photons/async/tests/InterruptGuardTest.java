package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Cancellers that come when the body is about to end, or stand between their decision and the interrupt. */
class InterruptGuardTest {

    /** Holds a canceller up just before it interrupts. */
    private static final class HeldUp extends Door {
        final CountDownLatch interrupting = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);
        final CountDownLatch interrupted = new CountDownLatch(1);

        @Override
        public void interrupt(Thread thread) {
            interrupting.countDown();
            try {
                Real.await(goOn);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            super.interrupt(thread);
            interrupted.countDown();
        }
    }

    @Test
    @DisplayName("T3 a body's end waits for a canceller that is about to interrupt it, and no callback is struck")
    void aBodysEndWaitsForACancellerThatIsAboutToInterruptIt() throws Exception {
        HeldUp door = new HeldUp();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        AtomicBoolean returning = new AtomicBoolean();
        AtomicBoolean flagInCallback = new AtomicBoolean();
        Task<String> task = Async.task("held-up").runtime(door).start(() -> {
            begun.countDown();
            Real.await(leave);
            returning.set(true);
            return "value";
        });
        task.onDone(ended -> flagInCallback.set(Thread.currentThread().isInterrupted()));
        Real.await(begun);
        Thread canceller = Thread.ofPlatform().start(task::cancel);
        Real.await(door.interrupting);
        leave.countDown();
        Real.await("the body to return", returning::get);
        for (int i = 0; i < 1000; i++) {
            assertThat(task.isDone()).isFalse();
            Thread.onSpinWait();
        }
        door.goOn.countDown();
        Async.waitForAll(task);
        canceller.join();
        assertThat(task.resultNow()).isEqualTo("value");
        assertThat(flagInCallback).isFalse();
    }

    @Test
    @DisplayName("T3 a canceller that never comes back does not hold the end of the task up for ever")
    void aCancellerThatNeverComesBackDoesNotHoldTheEndUpForEver() throws Exception {
        HeldUp door = new HeldUp();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Task<String> task = Async.task("stuck").runtime(door).start(() -> {
            begun.countDown();
            Real.await(leave);
            return "value";
        });
        Real.await(begun);
        Thread canceller = Thread.ofPlatform().start(task::cancel);
        Real.await(door.interrupting);
        leave.countDown();
        assertThat(task.get()).isEqualTo("value");
        assertThat(canceller.isAlive()).isTrue();
        door.goOn.countDown();
        canceller.join();
        assertThat(task.resultNow()).isEqualTo("value");
        assertThat(task.cancel()).isFalse();
        assertThat(task).hasToString("Task#stuck(result)");
    }

    @Test
    @DisplayName("T3 T4 H9 a task whose canceller never comes back gives its slot on, and its error is logged once")
    void aTaskWhoseCancellerNeverComesBackGivesItsSlotOn() throws Exception {
        HeldUp door = new HeldUp();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        try (Log log = Log.open()) {
            Async.task("inside")
                    .runtime(door)
                    .start(() -> {
                        try (TaskHolder holder =
                                TaskHolder.options().maxConcurrent(1).open()) {
                            Task<Void> stuck = holder.add("stuck-and-failing", () -> {
                                begun.countDown();
                                Real.await(leave);
                                throw new IllegalStateException("in the end");
                            });
                            Task<Integer> next = holder.add(() -> 2);
                            Real.await(begun);
                            Thread canceller = Thread.ofPlatform().start(stuck::cancel);
                            Real.await(door.interrupting);
                            leave.countDown();
                            Async.waitForAll(stuck);
                            assertThat(next.get()).isEqualTo(2);
                            assertThat(stuck.exceptionNow()).hasMessage("in the end");
                            door.goOn.countDown();
                            canceller.join();
                        }
                    })
                    .get();
            assertThat(log.about("stuck-and-failing")).hasSize(1);
            assertThat(log.errors("stuck-and-failing")).hasSize(1);
        }
    }

    @Test
    @DisplayName("T2 F7 who asked first is told so, though a second canceller was faster to interrupt")
    void whoAskedFirstIsToldSo() throws Exception {
        AtomicReference<Task<Void>> asked = new AtomicReference<>();
        AtomicReference<Thread> first = new AtomicReference<>();
        AtomicReference<Boolean> second = new AtomicReference<>();
        Door door = new Door() {
            @Override
            public long nanoTime() {
                // The first has asked, and notes since when the grace runs.
                if (first.compareAndSet(Thread.currentThread(), null)) {
                    second.set(asked.get().cancel());
                }
                return super.nanoTime();
            }
        };
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Async.task("inside")
                .runtime(door)
                .start(() -> {
                    try (TaskHolder holder =
                            TaskHolder.options().grace(Duration.ofMinutes(5)).open()) {
                        asked.set(holder.add(() -> {
                            begun.countDown();
                            Real.await(never);
                        }));
                        Real.await(begun);
                        first.set(Thread.currentThread());
                        assertThat(asked.get().cancel()).isTrue();
                    }
                })
                .get();
        assertThat(second).hasValue(false);
        assertThat(asked.get().isCancelled()).isTrue();
    }

    @Test
    @DisplayName("T3 a flag that the body leaves set is cleared before callbacks run")
    void aFlagThatTheBodyLeavesSetIsClearedBeforeCallbacksRun() throws Exception {
        CountDownLatch added = new CountDownLatch(1);
        AtomicBoolean flagInCallback = new AtomicBoolean(true);
        Task<String> task = Async.background(() -> {
            Real.await(added);
            Thread.currentThread().interrupt();
            return "flagged";
        });
        CountDownLatch called = new CountDownLatch(1);
        task.onDone(ended -> {
            flagInCallback.set(Thread.currentThread().isInterrupted());
            called.countDown();
        });
        added.countDown();
        Real.await(called);
        assertThat(flagInCallback).isFalse();
    }

    @Test
    @DisplayName("T3 cancelled in a tight loop just as they end, no task's callback is ever interrupted")
    void cancelledInATightLoopNoTasksCallbackIsEverInterrupted() throws Exception {
        AtomicInteger struck = new AtomicInteger();
        AtomicInteger called = new AtomicInteger();
        int rounds = 10_000;
        for (int round = 0; round < rounds; round++) {
            int spins = round % 100;
            AtomicBoolean running = new AtomicBoolean();
            CountDownLatch done = new CountDownLatch(1);
            Task<Void> task = Async.background(() -> {
                running.set(true);
                for (int i = 0; i < spins; i++) {
                    Thread.onSpinWait();
                }
            });
            task.onDone(ended -> {
                for (int i = 0; i < 50; i++) {
                    Thread.onSpinWait();
                }
                if (Thread.currentThread().isInterrupted()) {
                    struck.incrementAndGet();
                }
                called.incrementAndGet();
                done.countDown();
            });
            for (int i = 0; i < 200 && !running.get(); i++) {
                Thread.onSpinWait();
            }
            task.cancel();
            Real.await(done);
            Thread.interrupted();
        }
        assertThat(called).hasValue(rounds);
        assertThat(struck).hasValue(0);
    }

    @Test
    @DisplayName("E0 cancelling a body just as it fails never throws")
    void cancellingABodyJustAsItFailsNeverThrows() throws Exception {
        IllegalStateException error = new IllegalStateException("prepared");
        for (int round = 0; round < 20_000; round++) {
            AtomicBoolean running = new AtomicBoolean();
            Task<Void> task = Async.task("failing").silent().start(() -> {
                running.set(true);
                throw error;
            });
            for (int i = 0; i < 1000 && !running.get(); i++) {
                Thread.onSpinWait();
            }
            task.cancel();
        }
    }
}
