package io.photons.async.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A run that fails shows its schedule")
class ScheduleShownTest {

    @Test
    @DisplayName("E5 a deadlock tells all steps that led to it, while they are few")
    void aDeadlockTellsAllSteps() {
        VirtualTimeFailure failure = catchThrowableOfType(
                VirtualTimeFailure.class,
                () -> VirtualTime.run(time -> {
                    Promise<String> left = Async.promise("left");
                    Promise<String> right = Async.promise("right");
                    Task<String> bob = Async.task("bob").start(() -> {
                        left.complete("l");
                        Async.sleep(Duration.ofSeconds(3));
                        return right.get();
                    });
                    left.get();
                    bob.get();
                }));

        assertThat(failure.getMessage()).contains("""
                All 13 steps of the schedule:
                  PT0S  Task#main begins
                  PT0S  Task#main starts Task#bob
                  PT0S  Task#main waits for Promise#left
                  PT0S  Task#bob begins
                  PT0S  Task#bob wakes Task#main
                  PT0S  Task#bob waits for sleep, at most until PT3S
                  PT0S  Task#main goes on
                  PT0S  Task#main waits for Task#bob
                  PT3S  a timer wakes Task#bob
                  PT3S  Task#bob goes on
                  PT3S  Task#bob lets others go first
                  PT3S  Task#bob goes on
                  PT3S  Task#bob waits for Promise#right
                """);
    }

    @Test
    @DisplayName("E5 of many steps the last ones are told, and who has no name has the number of its start")
    void ofManyStepsTheLastOnesAreTold() {
        VirtualTimeFailure failure = catchThrowableOfType(
                VirtualTimeFailure.class,
                () -> VirtualTime.run(time -> {
                    Async.background(() -> {
                        for (int i = 0; i < 100; i++) {
                            Async.sleep(Duration.ofSeconds(1));
                        }
                    });
                    Async.promise("never").get();
                }));

        // Three of the main task, two around the other one's life, and five for each of its sleeps.
        assertThat(failure.getMessage())
                .contains("The last 30 of 505 steps of the schedule:\n")
                .contains("""
                          PT1M39S  Task 1 waits for sleep, at most until PT1M40S
                          PT1M40S  a timer wakes Task 1
                          PT1M40S  Task 1 goes on
                          PT1M40S  Task 1 lets others go first
                          PT1M40S  Task 1 goes on
                          PT1M40S  Task 1 ends
                        """)
                .doesNotContain("PT1M34S  Task 1");
    }

    @Test
    @DisplayName("E5 a body that fails by itself has a note with what ran then, and the steps")
    void aBodyThatFailsHasANote() {
        IllegalStateException mine = new IllegalStateException("mine");
        Throwable failure =
                catchThrowable(() -> VirtualTime.run(time -> TaskHolder.run(Async.promise("stop"), tasks -> {
                    Task<Void> worker = tasks.add("worker", () -> Async.sleep(Duration.ofHours(1)));
                    Async.waitForFirst(Duration.ofSeconds(2), worker, Async.promise("never"));
                    worker.cancel();
                    throw mine;
                })));

        assertThat(failure).isSameAs(mine);
        assertThat(failure.getSuppressed()).singleElement().satisfies(note -> {
            assertThat(note.getMessage())
                    .startsWith("at PT2S of virtual time, first come, first served (seed 0). What ran then:\n")
                    .contains("What ran then:\nTask#main  running 2 s\n")
                    .contains(
                            "  PT0S  Task#main waits for the first of Task#worker, Promise#never, at most until PT2S\n")
                    .contains("  PT2S  Task#main wakes Task#worker\n")
                    .endsWith("  PT2S  Task#worker ends\n  PT2S  Task#main goes on\n");
            assertThat(note.getStackTrace()).isEmpty();
        });
    }

    @Test
    @DisplayName("E5 a switch that the seed drew is told of")
    void aSwitchThatTheSeedDrewIsToldOf() {
        List<String> notes = LongStream.range(1, 20)
                .mapToObj(seed -> catchThrowable(() -> VirtualTime.run(seed, time -> {
                            Task<Void> other = Async.task("other").start(() -> time.checkpoint());
                            Async.waitForAll(other);
                            throw new AssertionError("mine");
                        }))
                        .getSuppressed()[0]
                        .getMessage())
                .toList();

        assertThat(notes).anySatisfy(note -> assertThat(note).contains("  PT0S  Task#main lets others go first\n"));
    }

    @Test
    @DisplayName("E5 a task that was interrupted is told of, with who did it")
    void anInterruptIsToldOf() {
        Throwable failure = catchThrowable(() -> VirtualTime.run(time -> {
            Task<Void> deaf = Async.task("deaf").start(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    time.checkpoint();
                    time.settle();
                }
            });
            time.settle();
            deaf.cancel();
            Async.waitForAll(deaf);
            throw new AssertionError("mine");
        }));

        assertThat(failure.getSuppressed()[0]).hasMessageContaining("  PT0S  Task#main interrupts Task#deaf\n");
    }
}
