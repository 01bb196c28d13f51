package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;

/** A slot is lent to one at a time, whoever of its holder's own tasks waits. */
class LoanTest {

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    private int work() throws InterruptedException {
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        Async.sleep(Duration.ofSeconds(1));
        running.decrementAndGet();
        return 1;
    }

    @VirtualTimeTest(seeds = 100)
    @DisplayName("H9 tasks of one body that wait for ten queued ones have them run one after the other on its slot")
    void oneSlotIsLentToOneAtATime(VirtualTime time) throws Exception {
        Promise<Void> stop = Async.promise("stop");
        try (TaskHolder outer = TaskHolder.options().maxConcurrent(1).open(stop)) {
            Task<Integer> sum = outer.add(() -> {
                List<Task<Integer>> queued = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    queued.add(outer.add(this::work));
                }
                List<Task<Integer>> waiting = new ArrayList<>();
                try (TaskHolder inner = TaskHolder.open(stop)) {
                    queued.forEach(each -> waiting.add(inner.add(() -> each.get())));
                }
                return waiting.stream().mapToInt(Task::resultNow).sum();
            });
            assertThat(sum.get()).isEqualTo(10);
        }
        assertThat(most).hasValue(1);
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(10));
    }

    @VirtualTimeTest(seeds = 100)
    @DisplayName("H9 several that wait for the same queued task share one loan, and one that gives up leaves it be")
    void aSharedLoanStaysWithTheOthers(VirtualTime time) throws Exception {
        Promise<Void> stop = Async.promise("stop");
        try (TaskHolder outer = TaskHolder.options().maxConcurrent(1).open(stop)) {
            Task<Void> body = outer.add(() -> {
                Task<Integer> first = outer.add(this::work);
                Task<Integer> second = outer.add(this::work);
                try (TaskHolder inner = TaskHolder.open(stop)) {
                    inner.add(() -> first.get());
                    inner.add(() -> second.get());
                    inner.add(() -> assertThat(Async.waitForAll(Duration.ofMillis(500), first))
                            .isFalse());
                }
            });
            body.get();
        }
        assertThat(most).hasValue(1);
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(2));
    }

    @VirtualTimeTest(seeds = 100)
    @DisplayName("H9 a lender that ends before its borrower hands it the slot")
    void aLenderThatEndsFirstHandsTheSlotOn(VirtualTime time) throws Exception {
        try (TaskHolder holder = TaskHolder.options().maxConcurrent(1).open()) {
            Task<Integer> queued;
            Task<Boolean> lender = holder.add(() -> {
                Task<Integer> behind = holder.add(this::work);
                return Async.waitForAll(Duration.ofMillis(500), behind);
            });
            queued = holder.add(this::work);
            assertThat(lender.get()).isFalse();
            assertThat(time.elapsed()).isEqualTo(Duration.ofMillis(500));
            queued.get();
        }
        assertThat(most).hasValue(1);
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(2));
    }

    @VirtualTimeTest(seeds = 20)
    @DisplayName("H9 a body whose wait was over before the one that it lent its slot can lend it anew")
    void aSlotIsLentAnewWhenTheWaitWasOver(VirtualTime time) throws Exception {
        assertThat(lentTwice(time, (slow, other) -> Async.waitForAll(Duration.ofSeconds(1), slow)))
                .containsExactly("slow at 0", "quick at 1", "on at 1");
        assertThat(lentTwice(time, (slow, other) -> Async.waitForFirst(Duration.ofSeconds(1), slow, other) != null))
                .containsExactly("slow at 0", "quick at 1", "on at 1");
    }

    /** A wait for queued tasks that ends before they do. */
    private interface ShortWait {
        boolean sees(Task<Void> slow, Task<Void> other) throws InterruptedException;
    }

    private static List<String> lentTwice(VirtualTime time, ShortWait wait) throws Exception {
        List<String> order = new ArrayList<>();
        long start = time.elapsed().toSeconds();
        try (TaskHolder holder = TaskHolder.options().maxConcurrent(1).open()) {
            Task<Void> lender = holder.add(() -> {
                Task<Void> slow = holder.add(() -> {
                    order.add("slow at " + (time.elapsed().toSeconds() - start));
                    Async.sleep(Duration.ofSeconds(10));
                });
                Task<Void> other = holder.add(() -> Async.sleep(Duration.ofSeconds(10)));
                assertThat(wait.sees(slow, other)).isFalse();
                holder.add(() -> order.add("quick at " + (time.elapsed().toSeconds() - start)))
                        .get();
                order.add("on at " + (time.elapsed().toSeconds() - start));
            });
            lender.get();
        }
        return order;
    }
}
