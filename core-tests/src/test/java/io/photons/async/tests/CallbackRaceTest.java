package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.Deferred;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Callbacks that are added and removed while the future ends")
class CallbackRaceTest {

    private static final int ROUNDS = 3_000;

    @Test
    @DisplayName("F3 each runs exactly once, whether it came before or after the end")
    void eachRunsExactlyOnce() throws Exception {
        CyclicBarrier start = new CyclicBarrier(3);
        Promise<Integer>[] promises = promises();
        AtomicInteger[] calls = counters();
        Thread ender = Thread.ofPlatform().start(() -> inStep(start, i -> promises[i].complete(i)));
        Thread adder = Thread.ofPlatform().start(() -> inStep(start, i -> add(promises[i], calls[i])));
        inStep(start, i -> add(promises[i], calls[i]));
        ender.join();
        adder.join();
        assertThat(calls).extracting(AtomicInteger::get).containsOnly(24);
    }

    private static void add(Promise<Integer> promise, AtomicInteger calls) {
        for (int i = 0; i < 12; i++) {
            promise.onDone(ended -> calls.incrementAndGet());
        }
    }

    @Test
    @DisplayName("F3 one that was removed with success never runs, and one whose removal came too late runs")
    void removalTellsTheTruth() throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        Promise<Integer>[] promises = promises();
        AtomicInteger[] calls = counters();
        List<Consumer<Deferred<Integer>>> callbacks = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            int number = i;
            callbacks.add(ended -> calls[number].incrementAndGet());
            for (int others = 0; others < number % 12; others++) {
                promises[i].onDone(ended -> {});
            }
            promises[i].onDone(callbacks.get(i));
        }
        boolean[] removed = new boolean[ROUNDS];
        Thread ender = Thread.ofPlatform().start(() -> inStep(start, i -> promises[i].complete(i)));
        inStep(start, i -> removed[i] = promises[i].removeCallback(callbacks.get(i)));
        ender.join();
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(calls[i].get()).as("calls in round %s", i).isEqualTo(removed[i] ? 0 : 1);
        }
    }

    @Test
    @DisplayName("F3 one is neither there nor removable for whoever has seen the end, and runs")
    void fromTheEndOnNoneIsThere() throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        Promise<Integer>[] promises = promises();
        AtomicInteger[] calls = counters();
        List<Consumer<Deferred<Integer>>> callbacks = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            int number = i;
            callbacks.add(ended -> calls[number].incrementAndGet());
            promises[i].onDone(ended -> {});
            promises[i].onDone(callbacks.get(i));
        }
        AtomicInteger found = new AtomicInteger();
        Thread ender = Thread.ofPlatform().start(() -> inStep(start, i -> promises[i].complete(i)));
        inStep(start, i -> {
            while (!promises[i].isDone()) {
                Thread.onSpinWait();
            }
            if (promises[i].removeCallback(callbacks.get(i)) || promises[i].hasCallback(callbacks.get(i))) {
                found.incrementAndGet();
            }
        });
        ender.join();
        assertThat(found).hasValue(0);
        assertThat(calls).extracting(AtomicInteger::get).containsOnly(1);
    }

    @Test
    @DisplayName("F3 two that add and remove their own do not lose each other's")
    void twoThatAddAndRemoveDoNotLoseEachOthers() throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        Promise<Integer>[] promises = promises();
        AtomicInteger[] calls = counters();
        boolean[] allFound = {true, true};
        Thread other =
                Thread.ofPlatform().start(() -> inStep(start, i -> comeAndGo(promises[i], calls[i], allFound, 0)));
        inStep(start, i -> comeAndGo(promises[i], calls[i], allFound, 1));
        other.join();
        assertThat(allFound).containsOnly(true);
        assertThat(promises).extracting(Promise::pendingCallbacks).containsOnly(2);
        for (Promise<Integer> promise : promises) {
            promise.complete(0);
        }
        assertThat(calls).extracting(AtomicInteger::get).containsOnly(2);
    }

    private static void comeAndGo(Promise<Integer> promise, AtomicInteger calls, boolean[] allFound, int who) {
        Consumer<Deferred<Integer>> passing = ended -> calls.addAndGet(100);
        promise.onDone(passing);
        allFound[who] &= promise.hasCallback(passing);
        allFound[who] &= promise.removeCallback(passing);
        promise.onDone(ended -> calls.incrementAndGet());
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("F3 those there before the end run in order, whoever adds meanwhile, and none twice")
    void thoseThereBeforeTheEndRunInOrder(VirtualTime time) throws Exception {
        Promise<Integer> promise = Async.promise("contested");
        List<Integer> called = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            promise.onDone(ended -> called.add(number));
        }
        Task<Void> adder = Async.background(() -> {
            for (int i = 5; i < 10; i++) {
                int number = i;
                promise.onDone(ended -> called.add(number));
                time.checkpoint();
            }
        });
        Task<Void> ender = Async.background(() -> {
            time.checkpoint();
            promise.complete(1);
        });
        Async.waitForAll(adder, ender);
        assertThat(called).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    private interface Step {
        void run(int round);
    }

    private static void inStep(CyclicBarrier start, Step step) {
        try {
            for (int i = 0; i < ROUNDS; i++) {
                start.await();
                step.run(i);
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Promise<Integer>[] promises() {
        Promise<Integer>[] promises = new Promise[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            promises[i] = Async.promise();
        }
        return promises;
    }

    private static AtomicInteger[] counters() {
        AtomicInteger[] counters = new AtomicInteger[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            counters[i] = new AtomicInteger();
        }
        return counters;
    }
}
