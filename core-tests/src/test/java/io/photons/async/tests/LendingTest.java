package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.Deferred;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.TaskTimeoutException;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;

/** Bodies that wait for tasks which wait for their slot: each test would stand still if the slot were not lent. */
class LendingTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    /** What a body does with a task that is queued behind it. */
    private interface Waiting {
        void on(Task<Integer> queued) throws Exception;
    }

    private static void lend(Waiting waiting) throws Exception {
        try (TaskHolder holder = TaskHolder.options().maxConcurrent(1).open()) {
            Task<Integer> waiter = holder.add(() -> {
                Task<Integer> queued = holder.add(() -> 1);
                waiting.on(queued);
                return queued.get(0, TimeUnit.SECONDS);
            });
            assertThat(waiter.get()).isEqualTo(1);
        }
    }

    @VirtualTimeTest
    @DisplayName("H9 a body that waits for a queued task of its scope lends it its slot, in every kind of wait")
    void aBodyThatWaitsForAQueuedTaskLendsItItsSlot(VirtualTime time) throws Exception {
        Promise<Integer> never = Async.promise("never");
        lend(Deferred::get);
        lend(queued -> queued.get(1, TimeUnit.DAYS));
        lend(Async::waitForAll);
        lend(queued -> Async.waitForAll(HOUR, queued));
        lend(queued -> assertThat(Async.waitForFirst(never, queued)).isSameAs(queued));
        lend(queued -> Async.waitForFirst(HOUR, queued, never));
        lend(queued -> Async.withTimeout(HOUR, () -> queued.get()));
        lend(queued -> Async.withTimeout(HOUR, () -> Async.withTimeout(HOUR, () -> queued.get())));
        lend(queued ->
                TaskHolder.run(never, inner -> inner.add(() -> queued.get()).get()));
        assertThat(time.elapsed()).isZero();
    }

    @VirtualTimeTest
    @DisplayName("H9 lending works to any depth, and bodies run one at a time all the while")
    void lendingWorksToAnyDepth(VirtualTime time) throws Exception {
        AtomicInteger busy = new AtomicInteger();
        try (TaskHolder holder = TaskHolder.options().maxConcurrent(1).open()) {
            assertThat(sumTo(holder, 50, busy).get()).isEqualTo(50 * 51 / 2);
        }
        assertThat(time.elapsed()).isEqualTo(seconds(51));
    }

    private static Task<Integer> sumTo(TaskHolder holder, int number, AtomicInteger busy) {
        return holder.add(() -> {
            assertThat(busy.incrementAndGet()).isEqualTo(1);
            Async.sleep(seconds(1));
            busy.decrementAndGet();
            return number == 0 ? 0 : number + sumTo(holder, number - 1, busy).get();
        });
    }

    @VirtualTimeTest
    @DisplayName("H9 a body that waits for several queued tasks has them run on its slot, one after the other")
    void aBodyThatWaitsForSeveralQueuedTasksHasThemRunOnItsSlot(VirtualTime time) throws Exception {
        try (TaskHolder holder = TaskHolder.options().maxConcurrent(1).open()) {
            Task<Void> waiter = holder.add(() -> {
                List<Task<Void>> queued = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    queued.add(holder.add(() -> Async.sleep(seconds(1))));
                }
                Async.waitForAll(queued);
            });
            waiter.get();
            assertThat(time.elapsed()).isEqualTo(seconds(3));
        }
    }

    @VirtualTimeTest
    @DisplayName("H9 a lent slot is counted once: when all is over, the limit is what it was")
    void aLentSlotIsCountedOnce(VirtualTime time) throws Exception {
        try (TaskHolder holder = TaskHolder.options().maxConcurrent(2).open()) {
            for (int i = 0; i < 3; i++) {
                holder.add(() -> {
                            Task<Void> ended = holder.add(() -> {});
                            Async.sleep(seconds(1));
                            Task<Void> behind = holder.add(() -> Async.sleep(seconds(1)));
                            Async.waitForAll(ended, behind);
                        })
                        .get();
            }
            assertLimitIs(2, holder, time);
        }
    }

    @VirtualTimeTest
    @DisplayName("H9 a lender goes on with its slot, and nobody else begins until it ends")
    void aLenderGoesOnWithItsSlot(VirtualTime time) {
        List<String> order = new ArrayList<>();
        try (TaskHolder holder = TaskHolder.options().maxConcurrent(1).open()) {
            holder.add(() -> {
                Task<Void> lent = holder.add(() -> Async.sleep(seconds(1)));
                holder.add(() -> {
                    order.add("next began " + time.elapsed());
                });
                Async.waitForAll(lent);
                Async.sleep(seconds(2));
                order.add("lender ended " + time.elapsed());
            });
        }
        assertThat(order).containsExactly("lender ended PT3S", "next began PT3S");
    }

    @VirtualTimeTest
    @DisplayName("H9 a body that waits for the first of several queued tasks lends its slot to one of them")
    void aBodyThatWaitsForTheFirstOfSeveralLendsItsSlotToOne(VirtualTime time) throws Exception {
        List<String> began = new ArrayList<>();
        try (TaskHolder holder = TaskHolder.options().maxConcurrent(1).open()) {
            Task<Boolean> waiter = holder.add(() -> {
                List<Task<Void>> queued = new ArrayList<>();
                for (String name : List.of("a", "b", "c")) {
                    queued.add(holder.add(() -> {
                        began.add(name + " " + time.elapsed());
                        Async.sleep(seconds(2));
                    }));
                }
                return Async.waitForFirst(queued) == queued.get(0);
            });
            assertThat(waiter.get()).isTrue();
            assertThat(began).contains("a PT0S").doesNotContain("b PT0S", "c PT0S");
        }
        assertThat(began).containsExactly("a PT0S", "b PT2S", "c PT4S");
    }

    @VirtualTimeTest
    @DisplayName("H9 a wait that gives up takes its slot back, and the limit is kept again when the bodies end")
    void aWaitThatGivesUpTakesItsSlotBack(VirtualTime time) throws Exception {
        try (TaskHolder holder = TaskHolder.options().maxConcurrent(1).open()) {
            List<String> order = new ArrayList<>();
            Task<Void> waiter = holder.add(() -> {
                Task<Void> slow = holder.add("slow", () -> {
                    Async.sleep(seconds(5));
                    order.add("slow ended " + time.elapsed());
                });
                holder.add("third", () -> {
                    order.add("third began " + time.elapsed());
                });
                assertThat(Async.waitForAll(seconds(1), slow)).isFalse();
                try {
                    slow.get(1, TimeUnit.SECONDS);
                } catch (TimeoutException e) {
                    order.add("gave up " + time.elapsed());
                }
                Async.sleep(seconds(1));
                order.add("waiter ended " + time.elapsed());
            });
            Async.waitForAll(waiter);
            assertThat(holder.pending()).isEqualTo(2);
            Async.sleep(seconds(10));
            assertThat(order)
                    .containsExactly("gave up PT2S", "waiter ended PT3S", "slow ended PT5S", "third began PT5S");
            assertLimitIs(1, holder, time);
        }
    }

    @VirtualTimeTest
    @DisplayName("H9 a lender that is cancelled, or whose time is over, leaves the limit as it was")
    void aLenderThatIsCancelledLeavesTheLimitAsItWas(VirtualTime time) throws Exception {
        try (TaskHolder holder = TaskHolder.options().maxConcurrent(1).open()) {
            Task<Void> lender = holder.add(() -> {
                Task<Void> queued = holder.add(() -> Async.sleep(seconds(5)));
                Async.waitForAll(queued);
            });
            Async.sleep(seconds(1));
            Async.cancelAndWait(lender);
            Task<Void> impatient = holder.add(() -> {
                Task<Void> queued = holder.add(() -> Async.sleep(seconds(5)));
                try {
                    Async.withTimeout(seconds(1), () -> Async.waitForAll(queued));
                } catch (TaskTimeoutException e) {
                    Async.sleep(seconds(1));
                }
            });
            Async.waitForAll(impatient);
            Async.sleep(seconds(20));
            assertThat(holder.pending()).isZero();
            assertLimitIs(1, holder, time);
        }
    }

    @VirtualTimeTest
    @DisplayName("H9 a queued task that is cancelled wakes who waits for it, lent or not, and the limit stays")
    void aQueuedTaskThatIsCancelledWakesWhoWaitsForIt(VirtualTime time) throws Exception {
        try (TaskHolder holder = TaskHolder.options().maxConcurrent(1).open()) {
            Task<Boolean> waiter = holder.add(() -> {
                Task<Void> lent = holder.add(() -> Async.sleep(HOUR));
                Task<Void> queued = holder.add(() -> Async.sleep(HOUR));
                Async.background(() -> {
                    Async.sleep(seconds(1));
                    lent.cancel();
                });
                Async.waitForAll(lent);
                Async.cancelAndWait(queued);
                return lent.isCancelled() && queued.isCancelled();
            });
            assertThat(waiter.get()).isTrue();
            assertThat(time.elapsed()).isEqualTo(seconds(1));
            assertLimitIs(1, holder, time);
        }
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("H9 under any order a limit of one never stands still, and is kept afterwards")
    void underAnyOrderALimitOfOneNeverStandsStill(VirtualTime time) throws Exception {
        try (TaskHolder holder = TaskHolder.options().maxConcurrent(1).open()) {
            List<Task<?>> waiters = new ArrayList<>();
            Task<Integer> shared = holder.add(() -> {
                time.checkpoint();
                return 1;
            });
            for (int i = 0; i < 3; i++) {
                waiters.add(holder.add(() -> {
                    Task<Integer> own = holder.add(() -> shared.get());
                    Async.waitForFirst(own, shared);
                    assertThat(Async.waitForAll(seconds(1), own)).isTrue();
                    assertThat(own.get()).isEqualTo(1);
                }));
            }
            Task<?> canceller = Async.background(() -> {
                waiters.get(1).cancel();
            });
            Async.waitForAll(waiters);
            Async.waitForAll(canceller);
            assertThat(waiters.get(0).resultNow()).isNull();
            assertThat(waiters.get(2).resultNow()).isNull();
            Async.sleep(seconds(1));
            assertThat(holder.pending()).isZero();
            assertLimitIs(1, holder, time);
        }
    }

    private static void assertLimitIs(int limit, TaskHolder holder, VirtualTime time) throws InterruptedException {
        Promise<Void> gate = Async.promise("gate");
        AtomicInteger running = new AtomicInteger();
        List<Task<Void>> probes = new ArrayList<>();
        for (int i = 0; i < limit + 2; i++) {
            probes.add(holder.add(() -> {
                running.incrementAndGet();
                gate.get();
            }));
        }
        time.settle();
        assertThat(running).as("running at the limit").hasValue(limit);
        gate.complete(null);
        Async.waitForAll(probes);
    }
}
