package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.photons.async.Async;
import io.photons.async.ChildFuture;
import io.photons.async.Outcome;
import io.photons.async.Promise;
import io.photons.async.ResettableFuture;
import io.photons.async.Task;
import io.photons.async.testkit.VirtualTimeTest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future.State;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A promise")
class PromiseTest {

    private final IOException reset = new IOException("reset");

    @Test
    @DisplayName("F1 starts pending")
    void startsPending() {
        Promise<String> promise = Async.promise();
        assertThat(promise.isDone()).isFalse();
        assertThat(promise.isCancelled()).isFalse();
        assertThat(promise.state()).isEqualTo(State.RUNNING);
    }

    @Test
    @DisplayName("F1 ends with a value, which may be null")
    void endsWithAValue() {
        Promise<String> promise = Async.promise();
        assertThat(promise.complete("v")).isTrue();
        assertThat(promise.outcome()).isEqualTo(new Outcome.Success<>("v"));
        assertThat(promise.state()).isEqualTo(State.SUCCESS);

        Promise<String> empty = Async.promise();
        assertThat(empty.complete(null)).isTrue();
        assertThat(empty.outcome()).isEqualTo(new Outcome.Success<>(null));
        assertThat(empty.resultNow()).isNull();
    }

    @Test
    @DisplayName("F1 ends with an error, of whatever kind")
    void endsWithAnError() {
        for (Throwable error : List.of(reset, new StackOverflowError(), new InterruptedException())) {
            Promise<String> promise = Async.promise();
            assertThat(promise.fail(error)).isTrue();
            assertThat(promise.outcome()).isEqualTo(new Outcome.Failure<>(error));
            assertThat(promise.state()).isEqualTo(State.FAILED);
            assertThat(promise.isCancelled()).isFalse();
        }
    }

    @Test
    @DisplayName("F1 ends cancelled, with a reason or none")
    void endsCancelled() {
        Promise<String> promise = Async.promise();
        assertThat(promise.cancel()).isTrue();
        assertThat(promise.outcome()).isEqualTo(new Outcome.Cancelled<>(null));
        assertThat(promise.isCancelled()).isTrue();

        Promise<String> told = Async.promise();
        assertThat(told.cancel("enough")).isTrue();
        assertThat(told.outcome()).isEqualTo(new Outcome.Cancelled<>("enough"));
        assertThat(told.state()).isEqualTo(State.CANCELLED);
    }

    private static Stream<Callable<Promise<String>>> ended() {
        return Stream.of(
                () -> {
                    Promise<String> promise = Async.promise();
                    promise.complete("first");
                    return promise;
                },
                () -> {
                    Promise<String> promise = Async.promise();
                    promise.complete(null);
                    return promise;
                },
                () -> {
                    Promise<String> promise = Async.promise();
                    promise.fail(new IOException("first"));
                    return promise;
                },
                () -> {
                    Promise<String> promise = Async.promise();
                    promise.cancel("first");
                    return promise;
                });
    }

    @ParameterizedTest
    @MethodSource("ended")
    @DisplayName("F1 later attempts return false, throw nothing and change nothing")
    void laterAttemptsChangeNothing(Callable<Promise<String>> ended) throws Exception {
        Promise<String> promise = ended.call();
        Outcome<String> outcome = promise.outcome();
        assertThat(promise.complete("later")).isFalse();
        assertThat(promise.complete(null)).isFalse();
        assertThat(promise.fail(new IOException("later"))).isFalse();
        assertThat(promise.cancel()).isFalse();
        assertThat(promise.cancel("later")).isFalse();
        assertThat(promise.cancel(true)).isFalse();
        assertThat(promise.cancel(false)).isFalse();
        assertThat(promise.outcome()).isEqualTo(outcome);
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("F1 of several that try to end it exactly one succeeds, and its end stands")
    void oneOfSeveralSucceeds() throws Exception {
        Promise<Integer> promise = Async.promise("contested");
        Task<Boolean> completes = Async.background(() -> promise.complete(1));
        Task<Boolean> fails = Async.background(() -> promise.fail(reset));
        Task<Boolean> cancels = Async.background(() -> promise.cancel("third"));
        Async.waitForAll(completes, fails, cancels);
        assertThat(Stream.of(completes, fails, cancels).filter(Task::resultNow)).hasSize(1);
        Outcome<Integer> expected = completes.resultNow()
                ? new Outcome.Success<>(1)
                : fails.resultNow() ? new Outcome.Failure<>(reset) : new Outcome.Cancelled<>("third");
        assertThat(promise.outcome()).isEqualTo(expected);
    }

    @Test
    @DisplayName("F2 has a name, or none")
    void hasANameOrNone() {
        assertThat(Async.promise("final").name()).isEqualTo("final");
        assertThat(Async.promise().name()).isNull();
        assertThat(new ResettableFuture<String>("round").name()).isEqualTo("round");
        assertThat(new ResettableFuture<String>().name()).isNull();
        assertThat(ChildFuture.of(Async.promise(), "child").name()).isEqualTo("child");
        assertThat(ChildFuture.of(Async.promise()).name()).isNull();
        assertThatNullPointerException().isThrownBy(() -> Async.promise(null)).withMessage("name");
    }

    @Test
    @DisplayName("F2 the name is for diagnosis only: two of one name are two")
    void theNameIsForDiagnosisOnly() {
        Promise<Integer> one = Async.promise("same");
        Promise<Integer> other = Async.promise("same");
        one.complete(1);
        assertThat(other.isDone()).isFalse();
        assertThat(one).isNotEqualTo(other);
    }

    @Test
    @DisplayName("F2 shows name and state")
    void showsNameAndState() {
        Promise<Integer> promise = Async.promise("final");
        assertThat(promise).hasToString("Promise#final(pending)");
        promise.complete(1);
        assertThat(promise).hasToString("Promise#final(result)");

        Promise<Integer> cancelled = Async.promise("final");
        cancelled.cancel("why");
        assertThat(cancelled).hasToString("Promise#final(cancelled)");

        Promise<Integer> failed = Async.promise("final");
        failed.fail(reset);
        assertThat(failed).hasToString("Promise#final(exception:IOException:reset)");

        assertThat(Async.promise()).hasToString("Promise(pending)");
    }

    @Test
    @DisplayName("F2 the other kinds show theirs")
    void theOtherKindsShowTheirs() {
        Promise<Integer> stop = Async.promise("stop");
        ChildFuture<Integer> child = ChildFuture.of(stop, "child");
        assertThat(child).hasToString("ChildFuture#child(pending)");
        stop.fail(reset);
        assertThat(child).hasToString("ChildFuture#child(exception:IOException:reset)");

        ResettableFuture<Integer> round = new ResettableFuture<>("round");
        round.complete(1);
        assertThat(round).hasToString("ResettableFuture#round(result)");
        round.reset();
        assertThat(round).hasToString("ResettableFuture#round(pending)");
    }

    @Test
    @DisplayName("E3 an error that is missing is refused, and the promise goes on")
    void anErrorThatIsMissingIsRefused() {
        Promise<Integer> promise = Async.promise();
        assertThatNullPointerException().isThrownBy(() -> promise.fail(null)).withMessage("error");
        assertThatNullPointerException()
                .isThrownBy(() -> promise.cancel((String) null))
                .withMessage("reason");
        assertThatNullPointerException().isThrownBy(() -> promise.onDone(null)).withMessage("callback");
        assertThatNullPointerException()
                .isThrownBy(() -> promise.removeCallback(null))
                .withMessage("callback");
        assertThatNullPointerException()
                .isThrownBy(() -> promise.hasCallback(null))
                .withMessage("callback");
        assertThat(promise.isDone()).isFalse();
    }
}
