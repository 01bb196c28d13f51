package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.photons.async.Async;
import io.photons.async.ChildFuture;
import io.photons.async.Outcome;
import io.photons.async.Promise;
import io.photons.async.ResettableFuture;
import io.photons.async.Task;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A transferred result")
class TransferTest {

    private final Promise<Integer> source = Async.promise("source");
    private final Promise<Number> target = Async.promise("target");
    private final IOException error = new IOException("reset");
    private final List<Object> processed = new ArrayList<>();
    private final Log logged = Log.open();

    @AfterEach
    void close() {
        logged.close();
    }

    @Test
    @DisplayName("R3 cancels the target of a cancelled source, with its reason and where it came from")
    void cancelsTheTarget() {
        source.onDone(Async.transferResult(target));
        source.cancel("enough");
        assertThat(target.outcome()).isEqualTo(new Outcome.Cancelled<>("enough"));
        assertThat(catchThrowable(target::get)).hasStackTraceContaining("by Promise#source(cancelled)");
    }

    @Test
    @DisplayName("R3 gives the target the source's very error")
    void givesTheTargetTheError() {
        source.onDone(Async.transferResult(target));
        source.fail(error);
        assertThat(target.exceptionNow()).isSameAs(error);
    }

    @VirtualTimeTest
    @DisplayName("R3 gives the target the very error of a task")
    void givesTheTargetTheErrorOfATask() throws Exception {
        Task<Number> failing = Async.task("failing").silent().start(() -> {
            throw error;
        });
        failing.onDone(Async.transferResult(target));
        Async.waitForAll(target);
        assertThat(target.exceptionNow()).isSameAs(error);
    }

    @Test
    @DisplayName("R3 gives the target the source's value, also where that is null")
    void givesTheTargetTheValue() {
        source.onDone(Async.transferResult(target));
        source.complete(42);
        assertThat(target.resultNow()).isEqualTo(42);

        Promise<Integer> empty = Async.promise();
        Promise<Integer> taker = Async.promise();
        empty.complete(null);
        empty.onDone(Async.transferResult(taker));
        assertThat(taker.outcome()).isEqualTo(new Outcome.Success<>(null));
    }

    @Test
    @DisplayName("R3 of errors only leaves a value out, and passes on the rest")
    void ofErrorsOnlyLeavesAValueOut() {
        source.onDone(Async.transferResult(target).errorsOnly());
        source.complete(42);
        assertThat(target.isDone()).isFalse();

        Promise<Integer> failed = Async.promise();
        failed.onDone(Async.transferResult(target).errorsOnly());
        failed.fail(error);
        assertThat(target.exceptionNow()).isSameAs(error);

        Promise<Integer> cancelled = Async.promise();
        Promise<Number> other = Async.promise();
        cancelled.onDone(Async.transferResult(other).errorsOnly());
        cancelled.cancel();
        assertThat(other.isCancelled()).isTrue();
    }

    @Test
    @DisplayName("R3 leaves a target alone that had ended")
    void leavesATargetAloneThatHadEnded() {
        target.complete(0);
        source.onDone(Async.transferResult(target));
        source.complete(1);
        Promise<Integer> failed = Async.promise();
        failed.onDone(Async.transferResult(target));
        failed.fail(error);
        Promise<Integer> cancelled = Async.promise();
        cancelled.onDone(Async.transferResult(target));
        cancelled.cancel();
        assertThat(target.resultNow()).isEqualTo(0);
    }

    @Test
    @DisplayName("R3 has source and target processed once the target has the value")
    void hasSourceAndTargetProcessed() {
        source.onDone(Async.transferResult(target).process((from, to) -> {
            processed.add(from);
            processed.add(to);
            processed.add(to.outcome());
        }));
        source.complete(42);
        assertThat(processed).containsExactly(source, target, new Outcome.Success<>(42));
    }

    @Test
    @DisplayName("R3 of errors only has a value processed all the same, which may end the target")
    void ofErrorsOnlyHasAValueProcessedAllTheSame() {
        source.onDone(Async.transferResult(target)
                .process((from, to) -> to.complete(from.resultNow() instanceof Integer value ? value + 1 : -1))
                .errorsOnly());
        source.complete(42);
        assertThat(target.resultNow()).isEqualTo(43);
    }

    @Test
    @DisplayName("R3 has nothing processed after an error or a cancellation, nor where the target had ended")
    void hasNothingProcessedOtherwise() {
        for (boolean errorsOnly : new boolean[] {false, true}) {
            for (int kind = 0; kind < 3; kind++) {
                Promise<Integer> from = Async.promise();
                Promise<Integer> to = Async.promise();
                var transfer = Async.transferResult(to).process((a, b) -> processed.add(a));
                from.onDone(errorsOnly ? transfer.errorsOnly() : transfer);
                switch (kind) {
                    case 0 -> from.fail(error);
                    case 1 -> from.cancel();
                    default -> {
                        to.complete(0);
                        from.complete(1);
                    }
                }
            }
        }
        assertThat(processed).isEmpty();
    }

    @Test
    @DisplayName("R3 whose process throws is reported as a callback is, and the target keeps its end")
    void whoseProcessThrowsIsReported() {
        source.onDone(Async.transferResult(target).process((from, to) -> {
            throw new IllegalStateException("planted by TransferTest");
        }));
        source.complete(42);
        assertThat(target.resultNow()).isEqualTo(42);
        assertThat(logged.about("planted by TransferTest")).hasSize(1);
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("R3 from several sources is the first one's, whole, and processed once")
    void fromSeveralSourcesIsTheFirstOnes(VirtualTime time) throws Exception {
        Promise<Integer> to = Async.promise("to");
        var transfer = Async.transferResult(to).process((from, target) -> processed.add(from.resultNow()));
        List<Task<Integer>> sources = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int number = i;
            sources.add(Async.background(() -> number));
        }
        sources.forEach(task -> task.onDone(transfer));
        Async.waitForAll(sources);
        time.settle();
        assertThat(processed).isEqualTo(List.of(to.get()));
    }

    @Test
    @DisplayName("R3 can be called by hand on what has ended, of a resettable future its round")
    void canBeCalledByHand() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Async.transferResult(target).accept(source))
                .withMessageContaining("source");
        assertThat(target.isDone()).isFalse();
        ResettableFuture<Integer> rounds = new ResettableFuture<>();
        rounds.cancel("enough");
        Async.transferResult(target).accept(rounds);
        assertThat(target.outcome()).isEqualTo(new Outcome.Cancelled<>("enough"));
    }

    @Test
    @DisplayName("R3 can target a child, which leaves its parent alone, and the round of a resettable future")
    void canTargetAChild() {
        Promise<Void> parent = Async.promise();
        ChildFuture<Integer> child = ChildFuture.of(parent);
        ResettableFuture<Integer> rounds = new ResettableFuture<>();
        source.onDone(Async.transferResult(child));
        source.onDone(Async.transferResult(rounds));
        rounds.cancel();
        rounds.reset();
        source.complete(42);
        assertThat(child.resultNow() + rounds.resultNow()).isEqualTo(84);
        assertThat(parent.isDone()).isFalse();
    }

    @Test
    @DisplayName("E3 a target, a process or a source that is missing is refused")
    void whatIsMissingIsRefused() {
        assertThatNullPointerException()
                .isThrownBy(() -> Async.transferResult(null))
                .withMessage("target");
        assertThatNullPointerException()
                .isThrownBy(() -> Async.transferResult(target).process(null))
                .withMessage("process");
        assertThatNullPointerException()
                .isThrownBy(() -> Async.transferResult(target).accept(null))
                .withMessage("source");
    }
}
