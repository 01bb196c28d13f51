package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;

class HolderGraceTest {

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    @VirtualTimeTest
    @DisplayName("H4 a task that still runs when the grace is over is named as a straggler and no longer waited for")
    void aTaskThatStillRunsWhenTheGraceIsOverIsNoLongerWaitedFor(VirtualTime time) throws Exception {
        Promise<Void> release = Async.promise("release");
        try (Log log = Log.open()) {
            Task<Void> straggler;
            try (TaskHolder holder = TaskHolder.options().grace(seconds(5)).open()) {
                straggler = holder.add("overstays", () -> TaskReportTest.stubborn(release));
                Task<Void> tidy = holder.add("tidy-one", () -> {
                    try {
                        Async.sleep(Duration.ofHours(1));
                    } finally {
                        Async.sleep(seconds(4));
                    }
                });
                Async.sleep(seconds(1));
                holder.cancel();
                Async.waitForAll(tidy);
            }
            assertThat(time.elapsed()).isEqualTo(seconds(6));
            assertThat(straggler.isDone()).isFalse();
            assertThat(log.warnings("overstays")).hasSize(1);
            assertThat(Arrays.toString(
                            log.warnings("overstays").get(0).getThrown().getStackTrace()))
                    .contains("stubborn");
            assertThat(log.about("tidy-one")).isEmpty();
        }
        release.complete(null);
        Async.waitForAll();
    }

    @VirtualTimeTest
    @DisplayName("E5 stragglers whose grace is over at one instant are told of in the order in which they were asked")
    void stragglersOfOneInstantAreToldOfInTheOrderInWhichTheyWereAsked() {
        Promise<Void> release = Async.promise("release");
        try (Log log = Log.open()) {
            try (TaskHolder holder = TaskHolder.options().grace(seconds(1)).open()) {
                for (int i = 0; i < 9; i++) {
                    holder.add("in-order-" + i, () -> TaskReportTest.stubborn(release));
                }
                Async.sleep(seconds(1));
                holder.cancel();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            assertThat(log.warnings("in-order-"))
                    .extracting(record -> record.getMessage().replaceAll(".*(in-order-.).*", "$1"))
                    .hasSize(9)
                    .isSorted();
        }
        release.complete(null);
    }

    @VirtualTimeTest
    @DisplayName("H4 the grace runs from the cancellation of each task")
    void theGraceRunsFromTheCancellationOfEachTask(VirtualTime time) {
        Promise<Void> release = Async.promise("release");
        try (Log log = Log.open()) {
            try (TaskHolder holder = TaskHolder.options().grace(seconds(5)).open()) {
                Task<Void> first = holder.add("grace-first", () -> TaskReportTest.stubborn(release));
                Task<Void> second = holder.add("grace-second", () -> TaskReportTest.stubborn(release));
                holder.add(() -> {
                    Async.sleep(seconds(1));
                    first.cancel();
                    Async.sleep(seconds(2));
                    assertThat(log.warnings("grace-")).isEmpty();
                    second.cancel();
                    Async.sleep(Duration.ofMillis(3500));
                    assertThat(holder.contains(first)).isFalse();
                    assertThat(holder.contains(second)).isTrue();
                });
            }
            assertThat(time.elapsed()).isEqualTo(seconds(8));
            assertThat(log.warnings("grace-")).hasSize(2);
            assertThat(log.errors(""))
                    .filteredOn(record -> record.getThrown() instanceof AssertionError)
                    .isEmpty();
        }
        release.complete(null);
    }

    @VirtualTimeTest
    @DisplayName(
            "H4 a task that is cancelled while nothing else is, after others came and went, is left behind in time")
    void aTaskCancelledAfterOthersCameAndWentIsLeftBehindInTime(VirtualTime time) {
        Promise<Void> release = Async.promise("release");
        try (TaskHolder holder = TaskHolder.options().grace(seconds(5)).open()) {
            Task<Void> stubborn = holder.add(() -> TaskReportTest.stubborn(release));
            Task<Void> early = holder.add(() -> Async.sleep(Duration.ofHours(1)));
            Task<Void> other = holder.add(() -> Async.sleep(Duration.ofHours(1)));
            Async.background(() -> {
                Async.sleep(seconds(1));
                early.cancel();
                other.cancel();
                Async.sleep(seconds(20));
                stubborn.cancel();
            });
        }
        assertThat(time.elapsed()).isEqualTo(seconds(26));
        release.complete(null);
    }

    @VirtualTimeTest
    @DisplayName("H4 a grace of zero leaves everybody behind who does not end at once")
    void aGraceOfZeroLeavesEverybodyBehind(VirtualTime time) throws Exception {
        Promise<Void> release = Async.promise("release");
        try (TaskHolder holder = TaskHolder.options().grace(Duration.ZERO).open()) {
            holder.add(() -> TaskReportTest.stubborn(release));
            Async.sleep(seconds(1));
            holder.cancel();
        }
        assertThat(time.elapsed()).isEqualTo(seconds(1));
        release.complete(null);
    }

    @VirtualTimeTest
    @DisplayName("H4 a straggler that ends later does not disturb the holder that left it behind")
    void aStragglerThatEndsLaterDoesNotDisturbTheHolder(VirtualTime time) throws Exception {
        Promise<Void> release = Async.promise("release");
        TaskHolder holder = TaskHolder.options().grace(seconds(1)).open();
        Task<Void> straggler = holder.add(() -> TaskReportTest.stubborn(release));
        Async.sleep(seconds(1));
        holder.cancel();
        holder.close();
        assertThat(holder.pending()).isZero();
        release.complete(null);
        Async.waitForAll(straggler);
        time.settle();
        assertThat(holder.pending()).isZero();
        holder.close();
    }
}
