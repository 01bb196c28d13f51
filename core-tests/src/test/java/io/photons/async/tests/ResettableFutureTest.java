package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.ChildFuture;
import io.photons.async.Deferred;
import io.photons.async.Outcome;
import io.photons.async.Promise;
import io.photons.async.ResettableFuture;
import io.photons.async.Task;
import io.photons.async.testkit.VirtualTimeTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A resettable future")
class ResettableFutureTest {

    private final ResettableFuture<Integer> rounds = new ResettableFuture<>("rounds");
    private final List<Object> called = new ArrayList<>();

    @Test
    @DisplayName("F20 reset after an end of any kind begins a pending round")
    void resetBeginsAPendingRound() {
        rounds.complete(1);
        rounds.reset();
        assertThat(rounds.isDone()).isFalse();
        rounds.fail(new IOException("reset"));
        rounds.reset();
        assertThat(rounds.isDone()).isFalse();
        rounds.cancel();
        rounds.reset();
        assertThat(rounds.isDone()).isFalse();
        assertThat(rounds.complete(2)).isTrue();
        assertThat(rounds.resultNow()).isEqualTo(2);
    }

    @Test
    @DisplayName("F20 the new round has no callbacks")
    void theNewRoundHasNoCallbacks() {
        Consumer<Deferred<Integer>> callback = ended -> called.add(ended.resultNow());
        rounds.onDone(callback);
        rounds.complete(1);
        rounds.reset();
        assertThat(rounds.hasCallback(callback)).isFalse();
        assertThat(rounds.removeCallback(callback)).isFalse();
        assertThat(rounds.pendingCallbacks()).isZero();
        rounds.complete(2);
        assertThat(called).containsExactly(1);
    }

    @Test
    @DisplayName("F20 the callbacks of the ended round still run, and see that round, also where one of them resets")
    void theCallbacksOfTheEndedRoundStillRun() {
        rounds.onDone(ended -> {
            rounds.reset();
            rounds.complete(2);
            called.add("reset");
        });
        rounds.onDone(ended -> called.add(ended.resultNow()));
        rounds.complete(1);
        assertThat(called).containsExactly("reset", 1);
        assertThat(rounds.resultNow()).isEqualTo(2);
    }

    @Test
    @DisplayName("F20 reset does nothing to a pending one")
    void resetDoesNothingToAPendingOne() {
        rounds.onDone(ended -> called.add(ended.outcome()));
        rounds.reset();
        rounds.reset(false);
        assertThat(rounds.pendingCallbacks()).isEqualTo(1);
        rounds.complete(1);
        assertThat(called).containsExactly(new Outcome.Success<>(1));
    }

    @Test
    @DisplayName("F20 forced, it cancels the pending round and begins the next")
    void forcedItCancelsThePendingRound() {
        rounds.onDone(ended -> called.add(ended.isCancelled()));
        ChildFuture<Integer> child = ChildFuture.of(rounds);
        rounds.reset(true);
        assertThat(called).containsExactly(true);
        assertThat(child.isCancelled()).isTrue();
        assertThat(rounds.isDone()).isFalse();
        assertThat(rounds.pendingCallbacks()).isZero();
        rounds.complete(1);
        assertThat(called).hasSize(1);
    }

    @Test
    @DisplayName("F20 forced after an end it begins the next as well, and the end stands")
    void forcedAfterAnEnd() {
        rounds.onDone(ended -> called.add(ended.outcome()));
        rounds.complete(1);
        rounds.reset(true);
        assertThat(rounds.isDone()).isFalse();
        assertThat(called).containsExactly(new Outcome.Success<>(1));
    }

    @VirtualTimeTest
    @DisplayName("F20 forced, it cancels those who wait")
    void forcedItCancelsThoseWhoWait() throws Exception {
        Task<Integer> waiter = Async.background(() -> rounds.get());
        Task<String> ofAll = Async.background(() -> {
            Async.waitForAll(rounds);
            return "returned";
        });
        Async.background(() -> rounds.reset(true));
        assertThatThrownBy(waiter::get)
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("rounds");
        assertThat(ofAll.get()).isEqualTo("returned");
        assertThat(rounds.isDone()).isFalse();
    }

    @Test
    @DisplayName("F20 a child belongs to the round in which it was made")
    void aChildBelongsToItsRound() {
        ChildFuture<Integer> first = ChildFuture.of(rounds);
        rounds.fail(new IOException("first"));
        rounds.reset();
        ChildFuture<Integer> second = ChildFuture.of(rounds);
        assertThat(first.exceptionNow()).hasMessage("first");
        assertThat(second.isDone()).isFalse();
        first.cancelParent();
        assertThat(second.isDone()).isFalse();
        assertThat(rounds.isDone()).isFalse();
        assertThat(second.cancelParent("enough")).isTrue();
        assertThat(rounds.outcome()).isEqualTo(new Outcome.Cancelled<>("enough"));
    }

    @Test
    @DisplayName("F20 every question and every attempt goes to the present round")
    void everyQuestionGoesToThePresentRound() throws Exception {
        assertThat(rounds.complete(1)).isTrue();
        assertThat(rounds.complete(2)).isFalse();
        rounds.reset();
        assertThat(rounds.cancel("second")).isTrue();
        assertThat(rounds.cancel()).isFalse();
        rounds.reset();
        assertThat(rounds.fail(new IOException("third"))).isTrue();
        assertThat(rounds.exceptionNow()).hasMessage("third");
        rounds.reset();
        Promise<Integer> source = Async.promise();
        source.onDone(Async.transferResult(rounds));
        source.complete(4);
        assertThat(rounds.get()).isEqualTo(4);
    }

    @Test
    @DisplayName("F20 a forced reset refuses nobody: who ends it at the same moment ends the old round or the new one")
    void aForcedResetRefusesNobody() throws Exception {
        int times = 10_000;
        AtomicInteger turn = new AtomicInteger();
        AtomicReference<ResettableFuture<Integer>> shared = new AtomicReference<>();
        Thread resetter = new Thread(() -> {
            for (int time = 1; time <= times; time++) {
                while (turn.get() < time) {
                    Thread.onSpinWait();
                }
                shared.get().reset(true);
                turn.set(-time);
            }
        });
        resetter.start();
        int refused = 0;
        for (int time = 1; time <= times; time++) {
            ResettableFuture<Integer> future = new ResettableFuture<>();
            shared.set(future);
            turn.set(time);
            boolean first = time % 2 == 0 ? future.complete(time) : future.cancel();
            refused += first ? 0 : 1;
            while (turn.get() > 0) {
                Thread.onSpinWait();
            }
        }
        resetter.join();
        assertThat(refused).isZero();
    }
}
