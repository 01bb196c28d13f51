package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.AsyncRuntime;
import io.photons.async.Promise;
import io.photons.async.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Wakes that come while the woken thread is on its way into its wait, and stands in line for the timers meanwhile. */
class LostWakeTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int ROUNDS = 6;
    private static final int TASKS = 1000;

    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Thread> others = new ArrayList<>();

    /** Keeps the timers busy, so that there is a line to stand in. */
    @BeforeEach
    void keepTheTimersBusy() {
        AsyncRuntime runtime = AsyncRuntime.system();
        for (int i = 0; i < 2; i++) {
            others.add(Thread.ofPlatform().start(() -> {
                while (!over.get()) {
                    runtime.schedule(Long.MAX_VALUE - 1, () -> {}).cancel();
                }
            }));
        }
    }

    @AfterEach
    void letTheTimersRest() throws InterruptedException {
        over.set(true);
        for (Thread other : others) {
            other.join();
        }
    }

    @Test
    @DisplayName("T2 no cancellation is lost that comes while the body begins a timed wait")
    void noCancellationIsLostThatComesWhileTheBodyBeginsATimedWait() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            List<Task<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < TASKS; i++) {
                tasks.add(Async.background(() -> Async.sleep(HOUR)));
            }
            tasks.forEach(Task::cancel);
            assertThat(Async.waitForAll(Duration.ofSeconds(20), tasks)).isTrue();
        }
    }

    @Test
    @DisplayName("F21 no end is lost that comes while a thread begins a timed wait")
    void noEndIsLostThatComesWhileAThreadBeginsATimedWait() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Promise<Void> promise = Async.promise("promise");
            List<Task<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < TASKS; i++) {
                tasks.add(Async.background(() -> Async.waitForAll(HOUR, promise)));
            }
            promise.complete(null);
            assertThat(Async.waitForAll(Duration.ofSeconds(20), tasks)).isTrue();
        }
    }
}
