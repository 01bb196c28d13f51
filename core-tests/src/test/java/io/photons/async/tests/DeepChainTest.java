package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.photons.async.Async;
import io.photons.async.ChildFuture;
import io.photons.async.Outcome;
import io.photons.async.Promise;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("a million futures at once")
@DisplayName("A chain of futures")
class DeepChainTest {

    private static final int MILLION = 1_000_000;

    /** Enough to overflow a stack, where the way down is the same as that of a million. */
    private static final int LENGTH = 30_000;

    private final Promise<Integer> head = Async.promise("head");
    private final AtomicInteger ran = new AtomicInteger();

    private ChildFuture<Integer> descend(int length) {
        ChildFuture<Integer> at = ChildFuture.of(head);
        for (int depth = 1; depth < length; depth++) {
            at.onDone(ended -> ran.incrementAndGet());
            at = ChildFuture.of(at);
        }
        at.onDone(ended -> ran.incrementAndGet());
        return at;
    }

    private Promise<Integer> passOn(int length) {
        Promise<Integer> at = head;
        for (int depth = 0; depth < length; depth++) {
            Promise<Integer> next = Async.promise();
            at.onDone(Async.transferResult(next));
            at = next;
        }
        return at;
    }

    @Test
    @DisplayName("F6 child of child, a million deep, passes an error down, and every callback runs")
    void childOfChildPassesAnErrorDown() {
        ChildFuture<Integer> leaf = descend(MILLION);
        IOException error = new IOException("reset");
        head.fail(error);
        assertThat(ran).hasValue(MILLION);
        assertThat(leaf.outcome()).isEqualTo(new Outcome.Failure<>(error));
    }

    @Test
    @DisplayName("F6 child of child passes a cancellation down, and its exception can be had")
    void childOfChildPassesACancellationDown() {
        ChildFuture<Integer> leaf = descend(LENGTH);
        head.cancel("enough");
        assertThat(ran).hasValue(LENGTH);
        assertThat(leaf.outcome()).isEqualTo(new Outcome.Cancelled<>("enough"));
    }

    @Test
    @DisplayName("F6 child of child can be asked at its end first, and is settled on the way")
    void childOfChildCanBeAskedAtItsEndFirst() {
        Promise<Integer> gate = Async.promise("gate");
        ChildFuture<Integer> leaf = descend(LENGTH);
        // The head's own callbacks come before those of its descendants.
        head.onDone(ended -> {
            assertThat(leaf.isCancelled()).isTrue();
            assertThat(ran).hasValue(0);
            gate.complete(1);
        });
        head.complete(1);
        assertThat(gate.isDone()).isTrue();
        assertThat(ran).hasValue(LENGTH);
    }

    @Test
    @DisplayName("F6 child of child is cancelled from its end by way of the root")
    void childOfChildIsCancelledFromItsEnd() {
        ChildFuture<Integer> leaf = descend(LENGTH);
        assertThat(leaf.cancelParent("from below")).isTrue();
        assertThat(head.isCancelled()).isTrue();
        assertThat(ran).hasValue(LENGTH);
    }

    @Test
    @DisplayName("F6 transfer after transfer, a million times, passes a value on")
    void transferAfterTransferPassesAValueOn() {
        Promise<Integer> tail = passOn(MILLION);
        head.complete(42);
        assertThat(tail.resultNow()).isEqualTo(42);
    }

    @Test
    @DisplayName("F6 transfer after transfer passes a cancellation on")
    void transferAfterTransferPassesACancellationOn() {
        Promise<Integer> tail = passOn(LENGTH);
        head.cancel("enough");
        assertThat(tail.outcome()).isEqualTo(new Outcome.Cancelled<>("enough"));
        assertThat(catchThrowable(tail::get)).hasMessage("enough");
    }

    @Test
    @DisplayName("F6 transfer and child in turn pass an error on")
    void transferAndChildInTurnPassAnErrorOn() {
        Promise<Integer> at = head;
        for (int depth = 0; depth < LENGTH / 2; depth++) {
            Promise<Integer> next = Async.promise();
            ChildFuture<Integer> child = ChildFuture.of(at);
            child.onDone(Async.transferResult(next));
            at = next;
        }
        IOException error = new IOException("reset");
        head.fail(error);
        assertThat(at.outcome()).isEqualTo(new Outcome.Failure<>(error));
    }

    @Test
    @DisplayName("F6 thirty thousand children of one future end with it, each callback run")
    void manyChildrenOfOneFutureEndWithIt() {
        for (int i = 0; i < LENGTH; i++) {
            ChildFuture.of(head).onDone(ended -> ran.incrementAndGet());
        }
        head.complete(1);
        assertThat(ran).hasValue(LENGTH);
        assertThat(head.pendingCallbacks()).isZero();
    }
}
