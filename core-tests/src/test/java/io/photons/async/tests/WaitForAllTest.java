package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.photons.async.Async;
import io.photons.async.ChildFuture;
import io.photons.async.Deferred;
import io.photons.async.Promise;
import io.photons.async.ResettableFuture;
import io.photons.async.Task;
import io.photons.async.testkit.FutureDominoes;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Waiting for all")
class WaitForAllTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Promise<Integer> a = Async.promise("a");
    private final Promise<Integer> b = Async.promise("b");
    private final Promise<Integer> c = Async.promise("c");

    @VirtualTimeTest
    @DisplayName("W1 returns when the last has ended, and throws nothing however each ended")
    void returnsWhenTheLastHasEnded() throws Exception {
        List<String> seen = new ArrayList<>();
        try (FutureDominoes dominoes = FutureDominoes.of(4)) {
            Async.background(() -> {
                Async.waitForAll(a, b, c);
                seen.add("all");
            });
            Async.background(() -> {
                dominoes.await(1);
                b.fail(new IOException("reset"));
                seen.add("b");
                dominoes.await(2);
                c.cancel("enough");
                seen.add("c");
                dominoes.await(3);
                a.complete(1);
                seen.add("a");
                dominoes.await(4);
            });
            dominoes.start();
        }
        assertThat(seen).containsExactly("b", "c", "a", "all");
    }

    @VirtualTimeTest
    @DisplayName("W1 waits for every kind, a round of its own time included")
    void waitsForEveryKind(VirtualTime time) throws Exception {
        ResettableFuture<Integer> rounds = new ResettableFuture<>("rounds");
        ChildFuture<Integer> child = ChildFuture.of(a);
        Task<Void> task = Async.background(() -> {
            Async.sleep(SECOND);
            rounds.complete(1);
            Async.sleep(SECOND);
            a.complete(1);
            Async.sleep(SECOND);
        });
        Async.waitForAll(rounds, child, task);
        assertThat(time.elapsed()).isEqualTo(SECOND.multipliedBy(3));
        Async.waitForAll(rounds, child, task);
        assertThat(time.elapsed()).isEqualTo(SECOND.multipliedBy(3));
    }

    @Test
    @DisplayName("W1 with no futures returns at once")
    void withNoFuturesReturnsAtOnce() throws Exception {
        Async.waitForAll();
        Async.waitForAll(List.of());
        assertThat(Async.waitForAll(Duration.ZERO)).isTrue();
        assertThat(Async.waitForAll(Duration.ofDays(1), List.of())).isTrue();
    }

    @VirtualTimeTest
    @DisplayName("W1 counts one that is given twice once")
    void countsOneThatIsGivenTwiceOnce() throws Exception {
        Task<Void> waiter = Async.background(() -> Async.waitForAll(a, a, b, a));
        Async.sleep(SECOND);
        assertThat(a.pendingCallbacks()).isEqualTo(1);
        a.complete(1);
        b.complete(2);
        waiter.get();
        assertThat(a.pendingCallbacks() + b.pendingCallbacks()).isZero();
    }

    @VirtualTimeTest
    @DisplayName("W5 has a timed form, which tells whether all have ended in time")
    void hasATimedForm(VirtualTime time) throws Exception {
        Async.background(() -> {
            Async.sleep(SECOND.multipliedBy(3));
            a.complete(1);
            b.cancel();
        });
        assertThat(Async.waitForAll(SECOND, a, b)).isFalse();
        assertThat(time.elapsed()).isEqualTo(SECOND);
        assertThat(Async.waitForAll(SECOND, List.of(a, b))).isFalse();
        assertThat(time.elapsed()).isEqualTo(SECOND.multipliedBy(2));
        assertThat(Async.waitForAll(Duration.ofDays(1), a, b)).isTrue();
        assertThat(time.elapsed()).isEqualTo(SECOND.multipliedBy(3));
        assertThat(Async.waitForAll(Duration.ZERO, a, b)).isTrue();
        assertThat(Async.waitForAll(SECOND.negated(), a, c)).isFalse();
        assertThat(Async.waitForAll(Duration.ofSeconds(Long.MAX_VALUE), a, b)).isTrue();
        assertThat(time.elapsed()).isEqualTo(SECOND.multipliedBy(3));
    }

    @VirtualTimeTest
    @DisplayName("W5 the limit is one for all of them together")
    void theLimitIsOneForAll(VirtualTime time) throws Exception {
        Async.background(() -> {
            Async.sleep(Duration.ofMillis(900));
            a.complete(1);
            Async.sleep(Duration.ofMillis(900));
            b.complete(1);
        });
        assertThat(Async.waitForAll(SECOND, a, b)).isFalse();
        assertThat(time.elapsed()).isEqualTo(SECOND);
        b.get();
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("W1 misses no end, whoever ends them and in which order")
    void missesNoEnd() throws Exception {
        for (Promise<Integer> promise : List.of(c, a, b)) {
            Async.background(() -> promise.complete(1));
        }
        Async.waitForAll(a, b, c);
        assertThat(List.of(a, b, c)).allMatch(Deferred::isDone);
    }

    @Test
    @DisplayName("E3 a future, a collection or a limit that is missing is refused")
    void whatIsMissingIsRefused() {
        assertThatNullPointerException()
                .isThrownBy(() -> Async.waitForAll(a, null))
                .withMessage("futures");
        assertThatNullPointerException()
                .isThrownBy(() -> Async.waitForAll((Collection<Deferred<?>>) null))
                .withMessage("futures");
        assertThatNullPointerException()
                .isThrownBy(() -> Async.waitForAll((Duration) null, a))
                .withMessage("limit");
    }
}
