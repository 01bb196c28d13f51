package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;

/** What a scope does while the end of its final future is still on its way, and with the task that closes it. */
class LateSlotTest {

    @VirtualTimeTest(seeds = 20)
    @DisplayName("H3 a slot that comes free after the final future ended starts nobody, though callbacks still run")
    void nobodyStartsLate() throws Exception {
        Promise<Integer> stop = Async.promise("stop");
        stop.onDone(ended -> nap(Duration.ofSeconds(5)));
        AtomicBoolean began = new AtomicBoolean();
        Task<Boolean> ender = Async.background(() -> {
            Async.sleep(Duration.ofSeconds(1));
            return stop.complete(1);
        });
        Task<Void> late;
        try (TaskHolder tasks = TaskHolder.options().maxConcurrent(1).open(stop)) {
            tasks.add(() -> Async.sleep(Duration.ofSeconds(3)));
            late = tasks.add(() -> began.set(true));
        }
        assertThat(began).isFalse();
        assertThat(late.isCancelled()).isTrue();
        Async.waitForAll(ender);
    }

    @VirtualTimeTest(seeds = 20)
    @DisplayName("W6 a task that was added to a holder from outside cannot close it")
    void adoptedTaskCannotCloseItsHolder() throws Exception {
        TaskHolder tasks = TaskHolder.options().name("own").open();
        Task<Void> closer = Async.background(() -> {
            tasks.addTask(Objects.requireNonNull(Task.current()));
            assertThatThrownBy(tasks::close)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("TaskHolder#own");
        });
        closer.get();
        tasks.close();
    }

    @VirtualTimeTest(seeds = 20)
    @DisplayName("W6 a task that was added to a streamer from outside cannot close it")
    void adoptedTaskCannotCloseItsStreamer() throws Exception {
        ResultStreamer<Object, String> results =
                ResultStreamer.<Object, String>options().name("own").open();
        Task<Void> closer = Async.background(() -> {
            results.addTask("closer", Objects.requireNonNull(Task.current()));
            assertThatThrownBy(results::close)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("ResultStreamer#own");
        });
        closer.get();
        results.close();
    }

    private static void nap(Duration duration) {
        try {
            Async.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
