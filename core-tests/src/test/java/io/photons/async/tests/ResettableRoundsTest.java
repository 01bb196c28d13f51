package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.Deferred;
import io.photons.async.Outcome;
import io.photons.async.Promise;
import io.photons.async.ResettableFuture;
import io.photons.async.Task;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Between the rounds of a resettable future")
class ResettableRoundsTest {

    private static final int WAITERS = 4;
    private static final int ROUNDS = 5;

    private final ResettableFuture<Integer> rounds = new ResettableFuture<>("rounds");

    private final AtomicInteger arrived = new AtomicInteger();

    // The number of the present round; changed and read without a switch between it and the future.
    private int present;

    @VirtualTimeTest(seeds = 200)
    @DisplayName("F21 who waits gets the outcome of the round in which he began, and nobody is lost")
    void whoWaitsGetsTheOutcomeOfHisRound(VirtualTime time) throws Exception {
        List<Task<?>> waiters = new ArrayList<>();
        AtomicInteger served = new AtomicInteger();
        for (int i = 0; i < WAITERS; i++) {
            waiters.add(Async.background(() -> {
                for (int turn = 0; turn < ROUNDS; turn++) {
                    int began = present;
                    assertThat(rounds.get()).isEqualTo(began);
                    served.incrementAndGet();
                    time.checkpoint();
                }
            }));
        }
        Task<?> resetter = Async.background(() -> {
            while (served.get() < WAITERS * ROUNDS) {
                time.advance(Duration.ofNanos(1));
                rounds.complete(present);
                rounds.reset();
                present++;
            }
        });
        Async.waitForAll(waiters);
        Async.waitForAll(resetter);
        assertThat(waiters).allSatisfy(waiter -> assertThat(waiter.outcome()).isInstanceOf(Outcome.Success.class));
    }

    @VirtualTimeTest
    @DisplayName("F21 who waits is told of his round also where the next has ended before he runs")
    void theNextRoundMayHaveEndedBeforeHeRuns(VirtualTime time) throws Exception {
        Task<Integer> waiter = Async.background(() -> rounds.get());
        Task<Integer> timed = Async.background(() -> rounds.get(1, TimeUnit.DAYS));
        time.settle();
        rounds.complete(1);
        rounds.reset();
        rounds.complete(2);
        assertThat(waiter.get()).isEqualTo(1);
        assertThat(timed.get()).isEqualTo(1);
        assertThat(rounds.get()).isEqualTo(2);
    }

    @Test
    @DisplayName("F20 two threads that reset at once begin one round, in which nobody's callback is lost")
    void twoThreadsThatResetAtOnceBeginOneRound() throws Exception {
        CyclicBarrier step = new CyclicBarrier(2);
        AtomicInteger called = new AtomicInteger();
        int turns = 2_000;
        rounds.complete(0);
        Thread other = Thread.ofPlatform().start(() -> {
            for (int turn = 0; turn < turns; turn++) {
                resetTogether(step, called, 2 * turn);
                meet(step);
            }
        });
        for (int turn = 0; turn < turns; turn++) {
            resetTogether(step, called, 2 * turn);
            rounds.complete(turn);
            meet(step);
        }
        other.join();
        assertThat(called).hasValue(2 * turns);
    }

    private void resetTogether(CyclicBarrier step, AtomicInteger called, int arrivedBefore) {
        meet(step);
        // A barrier lets its threads go one after the other; here both are on their way.
        arrived.incrementAndGet();
        while (arrived.get() < arrivedBefore + 2) {
            Thread.onSpinWait();
        }
        rounds.reset();
        rounds.onDone(ended -> called.incrementAndGet());
        meet(step);
    }

    private static void meet(CyclicBarrier step) {
        try {
            step.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @VirtualTimeTest
    @DisplayName(
            "F21 a wait for several waits for the rounds in which it began, also while another is waited for first")
    void aWaitForSeveralWaitsForItsRounds(VirtualTime time) throws Exception {
        Promise<Integer> other = Async.promise("other");
        Task<Void> all = Async.background(() -> Async.waitForAll(other, rounds));
        Task<Deferred<?>> first = Async.background(() -> Async.waitForFirst(other, rounds));
        time.settle();
        rounds.complete(1);
        rounds.reset();
        assertThat(first.get()).isSameAs(rounds);
        other.complete(2);
        all.get();
        assertThat(rounds.isDone()).isFalse();
        assertThat(rounds.pendingCallbacks()).isZero();
    }

    @Test
    @DisplayName("F21 with real threads nobody gets a later round than the one after his own, and all return")
    void withRealThreadsNobodyIsLost() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger running = new AtomicInteger(WAITERS);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < WAITERS; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    for (int turn = 0; turn < 2_000; turn++) {
                        int before = ended.get();
                        int round = rounds.get(20, TimeUnit.SECONDS);
                        // The resetter may be anywhere between its three steps, but never a step back.
                        if (round < before - 1 || round > ended.get() + 1) {
                            wrong.incrementAndGet();
                        }
                    }
                } catch (Exception e) {
                    wrong.incrementAndGet();
                } finally {
                    running.decrementAndGet();
                }
            }));
        }
        while (running.get() > 0) {
            rounds.complete(ended.get());
            ended.incrementAndGet();
            rounds.reset();
            Thread.onSpinWait();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(wrong).hasValue(0);
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("F20 two that reset at once begin one round, and a completion is not lost")
    void twoThatResetAtOnceBeginOneRound() throws Exception {
        rounds.complete(1);
        Task<Boolean> one = Async.background(() -> {
            rounds.reset();
            return rounds.complete(2);
        });
        Task<Boolean> other = Async.background(() -> {
            rounds.reset(true);
            return rounds.complete(3);
        });
        AtomicInteger served = new AtomicInteger();
        Task<Void> watcher = Async.background(() -> rounds.onDone(ended -> served.incrementAndGet()));
        Async.waitForAll(one, other, watcher);
        assertThat(served).hasValue(1);
        assertThat(rounds.resultNow()).isIn(2, 3);
        assertThat(one.resultNow() || other.resultNow()).isTrue();
    }
}
