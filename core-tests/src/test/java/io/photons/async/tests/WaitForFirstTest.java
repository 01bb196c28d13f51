package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.ChildFuture;
import io.photons.async.Deferred;
import io.photons.async.Promise;
import io.photons.async.ResettableFuture;
import io.photons.async.Task;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Waiting for the first")
class WaitForFirstTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Promise<Integer> a = Async.promise("a");
    private final Promise<Integer> b = Async.promise("b");

    @VirtualTimeTest
    @DisplayName("W2 returns the one that ended first, however it ended")
    void returnsTheOneThatEndedFirst(VirtualTime time) throws Exception {
        Async.background(() -> {
            Async.sleep(SECOND);
            b.fail(new IOException("reset"));
            Async.sleep(SECOND);
            a.cancel();
        });
        assertThat(Async.waitForFirst(a, b)).isSameAs(b);
        assertThat(time.elapsed()).isEqualTo(SECOND);
        assertThat(Async.waitForFirst(List.of(a))).isSameAs(a);
        assertThat(time.elapsed()).isEqualTo(SECOND.multipliedBy(2));
    }

    @Test
    @DisplayName("W2 returns one that had ended at once, of several the first that was given")
    void returnsOneThatHadEndedAtOnce() throws Exception {
        Promise<Integer> pending = Async.promise("pending");
        a.cancel();
        b.complete(1);
        assertThat(Async.waitForFirst(pending, b, a)).isSameAs(b);
        assertThat(Async.waitForFirst(pending, a, b)).isSameAs(a);
        assertThat(pending.pendingCallbacks()).isZero();
    }

    @Test
    @DisplayName("W2 with no futures returns at once, with nothing")
    void withNoFuturesReturnsAtOnce() throws Exception {
        assertThat(Async.waitForFirst()).isNull();
        assertThat(Async.waitForFirst(List.of())).isNull();
        assertThat(Async.waitForFirst(Duration.ofDays(1))).isNull();
    }

    @VirtualTimeTest
    @DisplayName("W2 tells of a resettable future as it was given, and of a child whose parent ended")
    void tellsOfItAsItWasGiven() throws Exception {
        ResettableFuture<Integer> rounds = new ResettableFuture<>("rounds");
        Async.background(() -> {
            Async.sleep(SECOND);
            rounds.complete(1);
        });
        assertThat(Async.waitForFirst(a, rounds)).isSameAs(rounds);
        ChildFuture<Integer> child = ChildFuture.of(ChildFuture.of(b));
        Async.background(() -> {
            Async.sleep(SECOND);
            b.complete(1);
        });
        assertThat(Async.waitForFirst(a, child)).isSameAs(child);
    }

    @VirtualTimeTest
    @DisplayName("W5 has a timed form, which returns nothing when the time is over")
    void hasATimedForm(VirtualTime time) throws Exception {
        assertThat(Async.waitForFirst(SECOND, a, b)).isNull();
        assertThat(time.elapsed()).isEqualTo(SECOND);
        assertThat(Async.waitForFirst(Duration.ZERO, List.of(a, b))).isNull();
        Async.background(() -> {
            Async.sleep(SECOND);
            a.complete(1);
        });
        assertThat(Async.waitForFirst(Duration.ofDays(1), List.of(b, a))).isSameAs(a);
        assertThat(time.elapsed()).isEqualTo(SECOND.multipliedBy(2));
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("W2 misses no end, and what it returns has ended")
    void missesNoEnd() throws Exception {
        Task<Boolean> one = Async.background(() -> a.complete(1));
        Task<Boolean> other = Async.background(() -> b.complete(2));
        Deferred<?> first = Async.waitForFirst(a, b);
        assertThat(first).isIn(a, b);
        assertThat(Objects.requireNonNull(first).isDone()).isTrue();
        Async.waitForAll(one, other);
    }

    @Test
    @DisplayName("W2 with real threads misses no end, nor leaves a callback on those that go on")
    void withRealThreadsMissesNoEnd() throws Exception {
        List<Promise<Integer>> promises = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            promises.add(Async.promise());
        }
        CyclicBarrier start = new CyclicBarrier(2);
        Thread ender = Thread.ofPlatform().start(() -> {
            for (Promise<Integer> promise : promises) {
                try {
                    start.await();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
                promise.complete(1);
            }
        });
        for (Promise<Integer> promise : promises) {
            start.await();
            assertThat(Async.waitForFirst(Duration.ofSeconds(20), a, promise, b))
                    .isSameAs(promise);
        }
        ender.join();
        assertThat(a.pendingCallbacks() + b.pendingCallbacks()).isZero();
    }
}
