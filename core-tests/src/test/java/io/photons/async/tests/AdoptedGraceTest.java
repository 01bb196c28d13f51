package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;

/** The grace of a task that a holder holds though somebody else started it, and that is cancelled by itself. */
class AdoptedGraceTest {

    private final Promise<Void> release = Async.promise("release");

    private Task<Void> stubborn(String name) {
        return Async.task(name).start(() -> TaskReportTest.stubborn(release));
    }

    private void isLeftBehindAt(Duration expected, String name, VirtualTime time, Log log, Task<Void> task)
            throws Exception {
        assertThat(time.elapsed()).isEqualTo(expected);
        assertThat(task.isDone()).isFalse();
        assertThat(log.warnings(name)).hasSize(1);
        release.complete(null);
        Async.waitForAll(task);
    }

    @VirtualTimeTest(seeds = 50)
    @DisplayName("H4 an adopted task that is cancelled by itself, while the close waits, has its grace")
    void cancelledWhileTheCloseWaits(VirtualTime time) throws Exception {
        try (Log log = Log.open()) {
            Task<Void> task = stubborn("adopted-cancelled-later-" + time.seed());
            Async.background(() -> {
                Async.sleep(Duration.ofSeconds(2));
                task.cancel();
            });
            try (TaskHolder holder =
                    TaskHolder.options().grace(Duration.ofSeconds(1)).open()) {
                holder.addTask(task);
            }
            isLeftBehindAt(Duration.ofSeconds(3), "adopted-cancelled-later-" + time.seed(), time, log, task);
        }
    }

    @VirtualTimeTest(seeds = 50)
    @DisplayName("H4 the grace of a task that was cancelled before it was adopted begins with the adoption")
    void cancelledBeforeTheAdoption(VirtualTime time) throws Exception {
        try (Log log = Log.open()) {
            Task<Void> task = stubborn("adopted-when-cancelled-" + time.seed());
            Async.sleep(Duration.ofSeconds(1));
            task.cancel();
            Async.sleep(Duration.ofSeconds(1));
            try (TaskHolder holder =
                    TaskHolder.options().grace(Duration.ofSeconds(1)).open()) {
                holder.addTask(task);
            }
            isLeftBehindAt(Duration.ofSeconds(3), "adopted-when-cancelled-" + time.seed(), time, log, task);
        }
    }

    @VirtualTimeTest(seeds = 20)
    @DisplayName("H4 E1 a future that was added and whose callbacks outlive its grace is left behind, and named")
    void callbacksThatOutliveTheGrace(VirtualTime time) throws Exception {
        String name = "adopted-with-callback-" + time.seed();
        Promise<Void> promise = Async.promise(name);
        promise.onDone(ended -> TaskReportTest.stubborn(release));
        try (Log log = Log.open()) {
            try (TaskHolder holder =
                    TaskHolder.options().grace(Duration.ofSeconds(1)).open()) {
                holder.addTask(promise);
                Async.background(() -> {
                    Async.sleep(Duration.ofSeconds(1));
                    holder.cancel();
                });
            }
            assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(2));
            assertThat(log.warnings(name)).hasSize(1);
        }
        release.complete(null);
    }
}
