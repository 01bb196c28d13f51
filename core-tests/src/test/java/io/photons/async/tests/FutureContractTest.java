package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.ChildFuture;
import io.photons.async.Promise;
import io.photons.async.ResettableFuture;
import io.photons.async.Task;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Future.State;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("As a java.util.concurrent.Future")
class FutureContractTest {

    private final Promise<String> promise = Async.promise("asked");

    @Test
    @DisplayName("F7 every kind can be used")
    void everyKindCanBeUsed() throws Exception {
        Promise<String> parent = Async.promise();
        ChildFuture<String> child = ChildFuture.of(parent);
        ResettableFuture<String> round = new ResettableFuture<>();
        promise.complete("v");
        child.complete("v");
        round.complete("v");
        for (Future<String> future : List.of(promise, child, round, Async.background(() -> "v"))) {
            assertThat(future.get()).isEqualTo("v");
            assertThat(future.get(0, TimeUnit.SECONDS)).isEqualTo("v");
            assertThat(future.resultNow()).isEqualTo("v");
            assertThat(future.state()).isEqualTo(State.SUCCESS);
            assertThat(future.isDone()).isTrue();
            assertThat(future.cancel(true)).isFalse();
            assertThat(future.isCancelled()).isFalse();
        }
    }

    @Test
    @DisplayName("F7 a pending one has neither result nor exception")
    void aPendingOneHasNeither() {
        assertThat(promise.state()).isEqualTo(State.RUNNING);
        assertThatIllegalStateException().isThrownBy(promise::resultNow).withMessageContaining("asked");
        assertThatIllegalStateException().isThrownBy(promise::exceptionNow).withMessageContaining("asked");
    }

    @Test
    @DisplayName("F7 one with a value has no exception")
    void oneWithAValueHasNoException() {
        promise.complete("v");
        assertThat(promise.state()).isEqualTo(State.SUCCESS);
        assertThat(promise.resultNow()).isEqualTo("v");
        assertThatIllegalStateException().isThrownBy(promise::exceptionNow);
    }

    @Test
    @DisplayName("F7 one that failed throws its error wrapped, a new wrapper each time")
    void oneThatFailedThrowsItsErrorWrapped() {
        IOException error = new IOException("reset");
        promise.fail(error);
        assertThat(promise.state()).isEqualTo(State.FAILED);
        assertThat(promise.exceptionNow()).isSameAs(error);
        assertThatIllegalStateException().isThrownBy(promise::resultNow);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(promise::get)
                .satisfies(wrapper -> assertThat(wrapper.getCause()).isSameAs(error));
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> promise.get(1, TimeUnit.SECONDS))
                .satisfies(wrapper -> assertThat(wrapper.getCause()).isSameAs(error));
    }

    @Test
    @DisplayName("F7 one that was cancelled throws that to its waiters, with the reason")
    void oneThatWasCancelledThrowsThat() {
        promise.cancel("enough");
        assertThat(promise.state()).isEqualTo(State.CANCELLED);
        assertThat(promise.isDone()).isTrue();
        assertThatIllegalStateException().isThrownBy(promise::resultNow);
        assertThatIllegalStateException().isThrownBy(promise::exceptionNow);
        assertThatThrownBy(promise::get)
                .isExactlyInstanceOf(CancellationException.class)
                .hasMessage("enough");
        assertThatThrownBy(() -> promise.get(1, TimeUnit.SECONDS))
                .isExactlyInstanceOf(CancellationException.class)
                .hasMessage("enough");
    }

    @VirtualTimeTest
    @DisplayName("F7 get waits for the end, the timed one at most its limit")
    void getWaitsForTheEnd(VirtualTime time) throws Exception {
        Async.background(() -> {
            Async.sleep(Duration.ofSeconds(5));
            promise.complete("v");
        });
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> promise.get(2, TimeUnit.SECONDS))
                .withMessageContaining("Promise#asked(pending)");
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(2));
        assertThat(promise.get(4, TimeUnit.SECONDS)).isEqualTo("v");
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(5));
        assertThat(promise.get()).isEqualTo("v");
    }

    @VirtualTimeTest
    @DisplayName("F7 a limit of nothing or less gives up at once, an endless one never overflows")
    void limitsAtTheirEnds(VirtualTime time) throws Exception {
        for (long limit : new long[] {0, -1, Long.MIN_VALUE}) {
            assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> promise.get(limit, TimeUnit.DAYS));
        }
        assertThat(time.elapsed()).isZero();
        Async.background(() -> {
            Async.sleep(Duration.ofDays(1));
            promise.complete("v");
        });
        assertThat(promise.get(Long.MAX_VALUE, TimeUnit.DAYS)).isEqualTo("v");
        assertThat(time.elapsed()).isEqualTo(Duration.ofDays(1));
        assertThat(promise.pendingCallbacks()).isZero();
    }

    @VirtualTimeTest
    @DisplayName("F7 cancel tells whether it was the first to ask")
    void cancelTellsWhetherItWasTheFirst() throws Exception {
        assertThat(promise.cancel(true)).isTrue();
        assertThat(promise.cancel(true)).isFalse();

        Promise<Void> gate = Async.promise("gate");
        Task<String> task = Async.background(() -> {
            try {
                gate.get();
            } finally {
                Async.sleep(Duration.ofSeconds(1));
            }
            return "v";
        });
        Async.sleep(Duration.ofSeconds(1));
        assertThat(task.cancel(true)).isTrue();
        assertThat(task.isCancelling()).isTrue();
        assertThat(task.cancel(true)).isFalse();
        assertThat(task.cancel()).isFalse();
        Async.waitForAll(task);
        assertThat(task.isCancelled()).isTrue();
        assertThat(task.cancel(true)).isFalse();
    }

    @VirtualTimeTest
    @DisplayName("F7 cancel(false) marks without interrupting, and a later cancel(true) still interrupts")
    void cancelFalseMarksWithoutInterrupting(VirtualTime time) throws Exception {
        Task<String> task = Async.background(() -> {
            Async.sleep(Duration.ofSeconds(3));
            return "undisturbed";
        });
        Async.sleep(Duration.ofSeconds(1));
        assertThat(task.cancel(false)).isTrue();
        assertThat(task.isCancelling()).isTrue();
        assertThat(task.get()).isEqualTo("undisturbed");
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(3));

        Task<String> other = Async.background(() -> {
            Async.sleep(Duration.ofSeconds(3));
            return "undisturbed";
        });
        Async.sleep(Duration.ofSeconds(1));
        assertThat(other.cancel(false)).isTrue();
        assertThat(other.cancel(true)).isFalse();
        Async.waitForAll(other);
        assertThat(other.isCancelled()).isTrue();
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(4));
    }

    @VirtualTimeTest
    @DisplayName("F7 cancel(false) keeps a body from beginning")
    void cancelFalseKeepsABodyFromBeginning() throws Exception {
        Task<String> task = Async.background(() -> "began");
        assertThat(task.cancel(false)).isTrue();
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    @DisplayName("W5 F7 an end that comes when the limit of a wait is over and was not told yet counts")
    void anEndAtTheLastInstantOfAWaitCounts() throws Exception {
        Promise<Integer> byGet = Async.promise("by get");
        Promise<Integer> byWait = Async.promise("by wait");
        Door door = new Door() {
            @Override
            public void park(Object blocker, long deadline) {
                // The limit is over, and the waiting thread is about to say so.
                if (deadline <= nanoTime() && blocker instanceof Promise<?> promise) {
                    assertThat((promise == byGet ? byGet : byWait).complete(7)).isTrue();
                }
                super.park(blocker, deadline);
            }
        };
        Async.task("waiting")
                .runtime(door)
                .start(() -> {
                    assertThat(byGet.get(1, TimeUnit.MILLISECONDS)).isEqualTo(7);
                    assertThat(Async.waitForAll(Duration.ofMillis(1), byWait)).isTrue();
                })
                .get();
        assertThat(byWait.resultNow()).isEqualTo(7);
    }
}
