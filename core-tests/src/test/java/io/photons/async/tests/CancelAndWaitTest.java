package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.photons.async.Async;
import io.photons.async.Deferred;
import io.photons.async.Promise;
import io.photons.async.ResettableFuture;
import io.photons.async.Task;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Cancelling and waiting")
class CancelAndWaitTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<String> seen = new ArrayList<>();

    private Task<Void> stubborn(String name, Duration cleaning) {
        return Async.task(name).start(() -> {
            try {
                Async.sleep(Duration.ofDays(1));
            } finally {
                Async.sleep(cleaning);
                seen.add(name + " cleaned");
            }
        });
    }

    @VirtualTimeTest
    @DisplayName("W4 cancels what is pending and returns when the last body has run its finally blocks")
    void returnsWhenTheLastBodyHasEnded(VirtualTime time) throws Exception {
        Promise<Integer> promise = Async.promise("promise");
        Task<Void> slow = stubborn("slow", SECOND.multipliedBy(3));
        Task<Void> quick = stubborn("quick", SECOND);
        Async.sleep(SECOND);
        Async.cancelAndWait(slow, promise, quick);
        assertThat(time.elapsed()).as("cleaned at the same time").isEqualTo(SECOND.multipliedBy(4));
        assertThat(seen).containsExactly("quick cleaned", "slow cleaned");
        assertThat(List.of(slow, quick, promise)).allMatch(Deferred::isCancelled);
    }

    @VirtualTimeTest
    @DisplayName("W4 leaves those that had ended as they were, at no cost")
    void leavesThoseThatHadEnded(VirtualTime time) throws Exception {
        Task<Integer> ended = Async.background(() -> 1);
        ResettableFuture<Integer> rounds = new ResettableFuture<>("rounds");
        rounds.complete(2);
        Async.waitForAll(ended);
        Async.cancelAndWait(ended, rounds);
        Async.cancelAndWait(List.of());
        assertThat(Async.cancelAndWait(Duration.ZERO, ended, rounds)).isTrue();
        assertThat(ended.resultNow() + rounds.resultNow()).isEqualTo(3);
        assertThat(time.elapsed()).isZero();
    }

    @VirtualTimeTest
    @DisplayName("W4 waits also for one that was cancelling already, and for one that ends with a value after all")
    void waitsAlsoForOneThatWasCancellingAlready(VirtualTime time) throws Exception {
        Task<Void> cancelling = stubborn("cancelling", SECOND.multipliedBy(2));
        Task<String> unmoved = Async.background(() -> {
            try {
                Async.sleep(Duration.ofDays(1));
            } catch (InterruptedException e) {
                Async.sleep(SECOND);
            }
            return "value";
        });
        Async.sleep(SECOND);
        cancelling.cancel("first reason");
        Async.cancelAndWait(List.of(cancelling, unmoved));
        assertThat(time.elapsed()).isEqualTo(SECOND.multipliedBy(3));
        assertThat(cancelling.isCancelled()).isTrue();
        assertThat(unmoved.resultNow()).isEqualTo("value");
    }

    @VirtualTimeTest
    @DisplayName("W4 waits for the round that it cancelled, not for the next")
    void waitsForTheRoundThatItCancelled() throws Exception {
        ResettableFuture<Integer> rounds = new ResettableFuture<>("rounds");
        rounds.onDone(ended -> rounds.reset());
        Async.cancelAndWait(rounds);
        assertThat(rounds.isDone()).isFalse();
    }

    @VirtualTimeTest
    @DisplayName("W5 has a timed form, which tells whether all have ended in time")
    void hasATimedForm(VirtualTime time) throws Exception {
        Task<Void> slow = stubborn("slow", SECOND.multipliedBy(3));
        Async.sleep(SECOND);
        assertThat(Async.cancelAndWait(SECOND, slow)).isFalse();
        assertThat(time.elapsed()).isEqualTo(SECOND.multipliedBy(2));
        assertThat(slow.isCancelling()).isTrue();
        assertThat(Async.cancelAndWait(Duration.ofDays(1), List.of(slow))).isTrue();
        assertThat(time.elapsed()).isEqualTo(SECOND.multipliedBy(4));
    }

    @VirtualTimeTest
    @DisplayName("W5 broken off, the bodies go on ending, and no callback is left on them")
    void brokenOffTheBodiesGoOnEnding() throws Exception {
        Task<Void> slow = stubborn("slow", SECOND.multipliedBy(3));
        Task<Void> waiter = Async.background(() -> {
            Async.sleep(SECOND);
            Async.cancelAndWait(slow);
        });
        Async.sleep(SECOND.multipliedBy(2));
        assertThat(slow.pendingCallbacks()).isEqualTo(1);
        Async.cancelAndWait(waiter);
        assertThat(slow.isCancelling()).isTrue();
        assertThat(slow.pendingCallbacks()).isZero();
        Async.waitForAll(slow);
        assertThat(seen).containsExactly("slow cleaned");
    }

    @Test
    @DisplayName("W5 an interrupted thread cancels all the same, and throws")
    void anInterruptedThreadCancelsAllTheSame() throws Exception {
        Promise<Integer> gate = Async.promise("gate");
        Promise<Integer> begun = Async.promise("begun");
        Task<Integer> task = Async.background(() -> {
            begun.complete(1);
            try {
                return Async.<Integer>promise("never").get();
            } finally {
                gate.get();
            }
        });
        begun.get();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> Async.cancelAndWait(task));
        gate.complete(1);
        Async.waitForAll(task);
        assertThat(task.isCancelled()).isTrue();
    }
}
