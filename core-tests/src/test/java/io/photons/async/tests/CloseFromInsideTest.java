package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

class CloseFromInsideTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @VirtualTimeTest
    @DisplayName("W6 a task that closes a scope its owners run in is refused, through holders and time-outs")
    void aTaskThatClosesAScopeItsOwnersRunInIsRefused() throws Exception {
        Promise<Void> stop = Async.promise("stop");
        try (TaskHolder outer = TaskHolder.options().name("outer").open()) {
            Task<Throwable> byOwner = outer.add(
                    "owner",
                    () -> TaskHolder.run(
                            stop,
                            inner -> inner.add(() -> Async.withTimeout(HOUR, () -> catchThrowable(outer::close)))
                                    .get()));
            assertThat(byOwner.get())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Task#owner")
                    .hasMessageContaining("TaskHolder#outer");
            Task<Throwable> inTimeout = outer.add(() -> Async.withTimeout(HOUR, () -> catchThrowable(outer::close)));
            assertThat(inTimeout.get()).isInstanceOf(IllegalStateException.class);
        }
    }

    @VirtualTimeTest
    @DisplayName("W6 a callback of a task that was cancelled before it began is refused, too")
    void aCallbackOfATaskThatWasCancelledBeforeItBeganIsRefusedToo() {
        TaskHolder holder = TaskHolder.open();
        List<Throwable> thrown = new ArrayList<>();
        Task<Integer> task = holder.add("never", () -> 1);
        task.onDone(ended -> thrown.add(catchThrowable(holder::close)));
        task.cancel();
        assertThat(thrown).hasSize(1);
        assertThat(thrown.get(0)).isInstanceOf(IllegalStateException.class).hasMessageContaining("Task#never");
        holder.close();
    }

    @VirtualTimeTest
    @DisplayName("W6 a scope that is closed already may be closed by anybody")
    void aScopeThatIsClosedAlreadyMayBeClosedByAnybody() throws Exception {
        TaskHolder holder = TaskHolder.open();
        List<String> order = new ArrayList<>();
        Task<Integer> task = holder.add(() -> 1);
        holder.close();
        task.onDone(ended -> {
            holder.close();
            order.add("closed again");
        });
        TaskHolder hasty = TaskHolder.options().grace(Duration.ZERO).open();
        Promise<Void> release = Async.promise("release");
        Task<Void> straggler = hasty.add(() -> {
            TaskReportTest.stubborn(release);
            hasty.close();
            order.add("closed by its straggler");
        });
        Async.sleep(Duration.ofSeconds(1));
        hasty.cancel();
        hasty.close();
        release.complete(null);
        Async.waitForAll(straggler);
        assertThat(order).containsExactly("closed again", "closed by its straggler");
    }

    @VirtualTimeTest
    @DisplayName("W6 a background task is nobody's, and may close the scope that its starter runs in")
    void aBackgroundTaskMayCloseTheScopeThatItsStarterRunsIn() throws Exception {
        TaskHolder holder = TaskHolder.open();
        Task<Task<Void>> starter = holder.add(() -> Async.background(holder::close));
        starter.get().get();
        assertThatThrownBy(() -> holder.add(() -> 1)).isInstanceOf(IllegalStateException.class);
    }
}
