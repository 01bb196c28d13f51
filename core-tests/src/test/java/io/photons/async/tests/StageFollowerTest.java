package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.Deferred;
import io.photons.async.Outcome;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.testkit.VirtualTimeTest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A deferred that follows a stage")
class StageFollowerTest {

    private final CompletableFuture<String> stage = new CompletableFuture<>();
    private final IOException error = new IOException("reset");

    @Test
    @DisplayName("F7 ends with its value")
    void endsWithItsValue() {
        Deferred<String> follower = Deferred.from(stage);
        assertThat(follower.isDone()).isFalse();
        stage.complete("v");
        assertThat(follower.resultNow()).isEqualTo("v");
        assertThat(Deferred.from(CompletableFuture.completedFuture(1)).resultNow())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("F7 ends with its error, out of the wrapper that a later stage puts around it")
    void endsWithItsErrorUnwrapped() {
        Deferred<String> follower = Deferred.from(stage);
        Deferred<Integer> ofLater = Deferred.from(stage.thenApply(String::length));
        stage.completeExceptionally(error);
        assertThat(follower.exceptionNow()).isSameAs(error);
        assertThat(ofLater.exceptionNow()).isSameAs(error);
        CompletionException bare = new CompletionException("without a cause", null);
        assertThat(Deferred.from(CompletableFuture.failedFuture(bare)).exceptionNow())
                .isSameAs(bare);
    }

    @Test
    @DisplayName("F7 is cancelled when the stage is, or one that the stage came from")
    void isCancelledWhenTheStageIs() {
        Deferred<String> follower = Deferred.from(stage);
        Deferred<Integer> ofLater = Deferred.from(stage.thenApply(String::length));
        stage.cancel(true);
        assertThat(follower.isCancelled()).isTrue();
        assertThat(ofLater.isCancelled()).isTrue();

        Deferred<String> told =
                Deferred.from(CompletableFuture.failedFuture(new CancellationException("by the stage")));
        assertThat(told.outcome()).isEqualTo(new Outcome.Cancelled<>("by the stage"));
    }

    @Test
    @DisplayName("F7 cancelled, cancels the stage")
    void cancelledCancelsTheStage() {
        Deferred<String> follower = Deferred.from(stage);
        assertThat(follower.cancel("enough")).isTrue();
        assertThat(stage).isCancelled();
        assertThat(follower.outcome()).isEqualTo(new Outcome.Cancelled<>("enough"));
        assertThat(follower.cancel()).isFalse();
    }

    @VirtualTimeTest
    @DisplayName("F7 cancelled, cancels the task whose view the stage is")
    void cancelledCancelsTheTaskWhoseViewTheStageIs() throws Exception {
        Task<Void> task = Async.background(() -> Async.sleep(Duration.ofDays(1)));
        Deferred<Void> back = Deferred.from(task.toCompletableFuture());
        back.cancel();
        Async.waitForAll(task);
        assertThat(task.isCancelled()).isTrue();
        assertThat(back.isCancelled()).isTrue();
    }

    @Test
    @DisplayName("F7 there and back, a promise's end arrives as it was")
    void thereAndBackAnEndArrivesAsItWas() {
        Promise<String> value = Async.promise();
        Promise<String> failed = Async.promise();
        Promise<String> cancelled = Async.promise();
        Deferred<String> valueBack = Deferred.from(value.toCompletableFuture());
        Deferred<String> failedBack = Deferred.from(failed.toCompletableFuture());
        Deferred<String> cancelledBack = Deferred.from(cancelled.toCompletableFuture());
        value.complete("v");
        failed.fail(error);
        cancelled.cancel("enough");
        assertThat(valueBack.outcome()).isEqualTo(value.outcome());
        assertThat(failedBack.outcome()).isEqualTo(failed.outcome());
        assertThat(cancelledBack.outcome()).isEqualTo(cancelled.outcome());
        assertThatThrownBy(cancelledBack::get).hasMessage("enough");
    }

    @Test
    @DisplayName("E3 a stage that is missing is refused")
    void aStageThatIsMissingIsRefused() {
        assertThatNullPointerException().isThrownBy(() -> Deferred.from(null)).withMessage("stage");
    }
}
