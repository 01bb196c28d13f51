package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.photons.async.Async;
import io.photons.async.Outcome;
import io.photons.async.Promise;
import io.photons.async.ResettableFuture;
import io.photons.async.Task;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The CompletableFuture view")
class StageViewTest {

    private final Promise<String> promise = Async.promise("viewed");
    private final CompletableFuture<String> view = promise.toCompletableFuture();

    @Test
    @DisplayName("F7 is one and the same, before and after the end")
    void isOneAndTheSame() {
        assertThat(promise.toCompletableFuture()).isSameAs(view);
        promise.complete("v");
        assertThat(promise.toCompletableFuture()).isSameAs(view);
        assertThat(view).isCompletedWithValue("v");
        assertThat(view.thenApply(value -> value + "!")).isCompletedWithValue("v!");
    }

    @Test
    @DisplayName("F7 of a future that had ended is done")
    void ofAFutureThatHadEndedIsDone() {
        Promise<Integer> ended = Async.promise();
        ended.complete(null);
        assertThat(ended.toCompletableFuture()).isCompletedWithValue(null);
    }

    @Test
    @DisplayName("F7 fails with the error itself")
    void failsWithTheErrorItself() {
        IOException error = new IOException("reset");
        promise.fail(error);
        assertThat(view).isCompletedExceptionally().isNotCancelled();
        assertThatThrownBy(view::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isSameAs(error);
        assertThatThrownBy(view::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isSameAs(error);
    }

    @Test
    @DisplayName("F7 is cancelled with its future, and its waiters see the reason")
    void isCancelledWithItsFuture() {
        promise.cancel("enough");
        assertThat(view).isCancelled();
        assertThatThrownBy(view::join).isInstanceOf(CancellationException.class).hasStackTraceContaining("enough");
        assertThat(catchThrowable(() -> view.exceptionNow())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("F7 completing it completes a promise")
    void completingItCompletesAPromise() {
        List<Object> called = new ArrayList<>();
        promise.onDone(ended -> called.add(ended.outcome()));
        assertThat(view.complete("v")).isTrue();
        assertThat(called).containsExactly(new Outcome.Success<>("v"));
        assertThat(view.complete("again")).isFalse();
        assertThat(view.completeExceptionally(new IOException("late"))).isFalse();
        assertThat(promise.resultNow()).isEqualTo("v");
        assertThat(view).isCompletedWithValue("v");
    }

    @Test
    @DisplayName("F7 failing it fails a promise")
    void failingItFailsAPromise() {
        IOException error = new IOException("reset");
        assertThat(view.completeExceptionally(error)).isTrue();
        assertThat(promise.exceptionNow()).isSameAs(error);
        assertThat(view.complete("late")).isFalse();
    }

    @Test
    @DisplayName("F7 completing it in all the ways there are completes a promise")
    void completingItInAllTheWaysThereAre() throws Exception {
        assertThat(view.completeAsync(() -> "supplied", Runnable::run)).isSameAs(view);
        assertThat(promise.resultNow()).isEqualTo("supplied");

        Promise<String> pooled = Async.promise();
        pooled.toCompletableFuture().completeAsync(() -> "supplied");
        assertThat(pooled.get(20, TimeUnit.SECONDS)).isEqualTo("supplied");

        Promise<String> failed = Async.promise();
        IllegalStateException error = new IllegalStateException("no supply");
        failed.toCompletableFuture()
                .completeAsync(
                        () -> {
                            throw error;
                        },
                        Runnable::run);
        assertThat(failed.exceptionNow()).isSameAs(error);

        Promise<String> late = Async.promise();
        late.toCompletableFuture().completeOnTimeout("late", 1, TimeUnit.MILLISECONDS);
        assertThat(late.get(20, TimeUnit.SECONDS)).isEqualTo("late");
    }

    @Test
    @DisplayName("F7 orTimeout on it fails a promise, and leaves a task to go on")
    void orTimeoutOnIt() throws Exception {
        view.orTimeout(1, TimeUnit.MILLISECONDS);
        assertThatThrownBy(() -> promise.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TimeoutException.class);

        Promise<String> gate = Async.promise("gate");
        Task<String> task = Async.background(() -> gate.get());
        CompletableFuture<String> seen = task.toCompletableFuture().orTimeout(1, TimeUnit.MILLISECONDS);
        assertThatThrownBy(() -> seen.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(TimeoutException.class);
        assertThat(task.isDone()).isFalse();
        assertThat(task.isCancelling()).isFalse();
        gate.complete("went on");
        assertThat(task.get()).isEqualTo("went on");
    }

    @VirtualTimeTest
    @DisplayName("F7 completing it never completes a task")
    void completingItNeverCompletesATask() throws Exception {
        Task<String> task = Async.background(() -> {
            Async.sleep(Duration.ofSeconds(1));
            return "own";
        });
        CompletableFuture<String> seen = task.toCompletableFuture();
        assertThat(seen.complete("by hand")).isTrue();
        assertThat(task.isDone()).isFalse();
        assertThat(task.get()).isEqualTo("own");
        assertThat(seen).isCompletedWithValue("by hand");

        Task<String> other = Async.background(() -> "own");
        assertThat(other.toCompletableFuture().completeExceptionally(new IOException("by hand")))
                .isTrue();
        assertThat(other.get()).isEqualTo("own");
        assertThat(other.toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    @DisplayName("F7 cancelling it cancels the future")
    void cancellingItCancelsTheFuture() {
        assertThat(view.cancel(true)).isTrue();
        assertThat(promise.isCancelled()).isTrue();
        assertThat(view).isCancelled();
    }

    @VirtualTimeTest
    @DisplayName("F7 cancelled, it is done at once, though the task is still cancelling")
    void cancelledItIsDoneAtOnce(VirtualTime time) throws Exception {
        Task<String> task = Async.background(() -> {
            try {
                Async.sleep(Duration.ofDays(1));
            } finally {
                Async.sleep(Duration.ofSeconds(2));
            }
            return "v";
        });
        CompletableFuture<String> seen = task.toCompletableFuture();
        Async.sleep(Duration.ofSeconds(1));
        assertThat(seen.cancel(true)).isTrue();
        assertThat(seen).isCancelled();
        assertThat(task.isDone()).isFalse();
        assertThat(task.isCancelling()).isTrue();
        Async.waitForAll(task);
        assertThat(task.isCancelled()).isTrue();
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    @DisplayName(
            "F7 cancelled or completed too late, by a callback that runs before it is told, it shows the end that stands")
    void cancelledTooLateItShowsTheEndThatStands() {
        Promise<String> first = Async.promise();
        List<Boolean> took = new ArrayList<>();
        first.onDone(ended -> {
            took.add(first.toCompletableFuture().cancel(true));
            took.add(first.toCompletableFuture().isCancelled());
        });
        CompletableFuture<String> seen = first.toCompletableFuture();
        first.complete("v");
        assertThat(took).containsExactly(false, false);
        assertThat(seen).isCompletedWithValue("v");

        Promise<String> second = Async.promise();
        second.onDone(ended -> {
            took.add(second.toCompletableFuture().complete("late"));
            took.add(second.toCompletableFuture().isDone());
        });
        CompletableFuture<String> other = second.toCompletableFuture();
        second.complete("v");
        assertThat(took).endsWith(false, true);
        assertThat(other).isCompletedWithValue("v");
    }

    @Test
    @DisplayName("F7 each round of a resettable future has its own")
    void eachRoundHasItsOwn() {
        ResettableFuture<Integer> rounds = new ResettableFuture<>("rounds");
        CompletableFuture<Integer> one = rounds.toCompletableFuture();
        assertThat(rounds.toCompletableFuture()).isSameAs(one);
        rounds.complete(1);
        rounds.reset();
        CompletableFuture<Integer> two = rounds.toCompletableFuture();
        assertThat(two).isNotSameAs(one).isNotDone();
        assertThat(one).isCompletedWithValue(1);
        two.complete(2);
        assertThat(rounds.resultNow()).isEqualTo(2);
        assertThat(one.cancel(true)).isFalse();
    }

    @Test
    @DisplayName("F7 what is made from it is independent: cancelling that leaves the future alone")
    void whatIsMadeFromItIsIndependent() {
        view.thenApply(String::length).cancel(true);
        view.copy().complete("copy");
        assertThat(promise.isDone()).isFalse();
    }
}
