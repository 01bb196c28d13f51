package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.photons.async.Async;
import io.photons.async.ChildFuture;
import io.photons.async.Outcome;
import io.photons.async.Promise;
import io.photons.async.ResettableFuture;
import io.photons.async.Task;
import io.photons.async.testkit.VirtualTimeTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A child future")
class ChildFutureTest {

    private final Promise<String> parent = Async.promise("parent");
    private final ChildFuture<Integer> child = ChildFuture.of(parent, "child");
    private final IOException error = new IOException("reset");

    @Test
    @DisplayName("F10 is cancelled by a cancelled parent, with its reason")
    void isCancelledByACancelledParent() {
        parent.cancel("enough");
        assertThat(child.outcome()).isEqualTo(new Outcome.Cancelled<>("enough"));
    }

    @Test
    @DisplayName("F10 gets its parent's error")
    void getsItsParentsError() {
        parent.fail(error);
        assertThat(child.exceptionNow()).isSameAs(error);
        assertThat(child.isCancelled()).isFalse();
    }

    @Test
    @DisplayName("F10 is cancelled by its parent's value, and says so")
    void isCancelledByItsParentsValue() {
        parent.complete("v");
        assertThat(child.outcome()).isEqualTo(new Outcome.Cancelled<>("Promise#parent ended with a value"));
        assertThat(catchThrowable(child::get))
                .hasMessage("Promise#parent ended with a value")
                .hasStackTraceContaining("by Promise#parent(result)");
    }

    @Test
    @DisplayName("F10 passes all that on to its own children")
    void passesAllThatOn() {
        ChildFuture<String> grandchild = ChildFuture.of(child, "grandchild");
        parent.complete("v");
        assertThat(grandchild.outcome()).isEqualTo(new Outcome.Cancelled<>("Promise#parent ended with a value"));

        Promise<String> failing = Async.promise();
        ChildFuture<String> deep = ChildFuture.of(ChildFuture.of(ChildFuture.of(failing)));
        failing.fail(error);
        assertThat(deep.exceptionNow()).isSameAs(error);
    }

    @VirtualTimeTest
    @DisplayName("F10 of a task considers how the task ended, and not that it is cancelling")
    void ofATaskConsidersHowTheTaskEnded() throws Exception {
        Task<String> task = Async.background(() -> {
            try {
                Async.sleep(Duration.ofDays(1));
            } finally {
                Async.sleep(Duration.ofSeconds(1));
            }
            return "v";
        });
        ChildFuture<String> ofTask = ChildFuture.of(task);
        Async.sleep(Duration.ofSeconds(1));
        task.cancel("enough");
        assertThat(ofTask.isDone()).isFalse();
        Async.waitForAll(ofTask);
        assertThat(task.isDone()).isTrue();
        assertThat(ofTask.outcome()).isEqualTo(new Outcome.Cancelled<>("enough"));

        Task<String> failing = Async.task("failing").silent().start(() -> {
            throw error;
        });
        ChildFuture<String> ofFailing = ChildFuture.of(failing);
        Async.waitForAll(ofFailing);
        assertThat(ofFailing.exceptionNow()).isSameAs(error);
    }

    @Test
    @DisplayName("F11 its end, of whatever kind, never ends its parent")
    void itsEndNeverEndsItsParent() {
        child.complete(1);
        ChildFuture.of(parent).fail(error);
        ChildFuture.of(parent).cancel();
        ChildFuture.of(parent).close();
        assertThat(parent.isDone()).isFalse();
        parent.complete("v");
        assertThat(child.resultNow()).isEqualTo(1);
    }

    @Test
    @DisplayName("F11 cancelParent cancels the parent, and so the child and its siblings")
    void cancelParentCancelsTheParent() {
        ChildFuture<Integer> sibling = ChildFuture.of(parent);
        assertThat(child.cancelParent()).isTrue();
        assertThat(parent.isCancelled()).isTrue();
        assertThat(child.isCancelled()).isTrue();
        assertThat(sibling.isCancelled()).isTrue();
        assertThat(child.cancelParent()).isFalse();
    }

    @Test
    @DisplayName("F11 cancelParent goes to the root, and takes a reason there")
    void cancelParentGoesToTheRoot() {
        ChildFuture<Integer> grandchild = ChildFuture.of(child);
        ChildFuture<Integer> greatGrandchild = ChildFuture.of(grandchild);
        assertThat(greatGrandchild.cancelParent("enough")).isTrue();
        assertThat(parent.outcome()).isEqualTo(new Outcome.Cancelled<>("enough"));
        assertThat(child.outcome()).isEqualTo(new Outcome.Cancelled<>("enough"));
        assertThat(greatGrandchild.outcome()).isEqualTo(new Outcome.Cancelled<>("enough"));
    }

    @Test
    @DisplayName("F11 cancelParent works also from a child that ended, and past one that did")
    void cancelParentWorksAlsoFromAChildThatEnded() {
        ChildFuture<Integer> grandchild = ChildFuture.of(child);
        child.complete(1);
        assertThat(grandchild.isCancelled()).isTrue();
        assertThat(grandchild.cancelParent()).isTrue();
        assertThat(parent.isCancelled()).isTrue();
        assertThat(child.resultNow()).isEqualTo(1);
    }

    @Test
    @DisplayName("F12 closing a pending one cancels it and lets go of its parent")
    void closingAPendingOneCancelsIt() {
        try (child) {
            assertThat(parent.pendingCallbacks()).isEqualTo(1);
        }
        assertThat(child.isCancelled()).isTrue();
        assertThat(parent.isDone()).isFalse();
        assertThat(parent.pendingCallbacks()).isZero();
    }

    @Test
    @DisplayName("F12 closing one that ended changes nothing")
    void closingOneThatEndedChangesNothing() {
        child.complete(1);
        child.close();
        assertThat(child.resultNow()).isEqualTo(1);
        child.close();

        ChildFuture<Integer> failed = ChildFuture.of(parent);
        parent.fail(error);
        failed.close();
        assertThat(failed.exceptionNow()).isSameAs(error);
    }

    @Test
    @DisplayName("F12 closing runs its callbacks, and ends its own children")
    void closingRunsItsCallbacks() {
        List<String> called = new ArrayList<>();
        ChildFuture<Integer> grandchild = ChildFuture.of(child);
        child.onDone(ended -> called.add("child"));
        grandchild.onDone(ended -> called.add("grandchild"));
        child.close();
        assertThat(called).containsExactly("child", "grandchild");
        assertThat(grandchild.isCancelled()).isTrue();
    }

    @Test
    @DisplayName("F14 of a future that had ended is born ended")
    void ofAFutureThatHadEndedIsBornEnded() {
        Promise<String> value = Async.promise("value");
        value.complete("v");
        assertThat(ChildFuture.of(value).outcome())
                .isEqualTo(new Outcome.Cancelled<>("Promise#value ended with a value"));
        parent.fail(error);
        ChildFuture<Integer> born = ChildFuture.of(parent);
        assertThat(born.exceptionNow()).isSameAs(error);
        assertThat(born.complete(1)).isFalse();
        assertThat(ChildFuture.of(born).exceptionNow()).isSameAs(error);
        child.cancel();
        assertThat(ChildFuture.of(child).exceptionNow()).isSameAs(error);

        Promise<String> cancelled = Async.promise();
        cancelled.cancel("enough");
        assertThat(ChildFuture.of(cancelled).outcome()).isEqualTo(new Outcome.Cancelled<>("enough"));
    }

    @Test
    @DisplayName("F14 born ended, it calls a callback at once, without having been asked anything")
    void bornEndedItCallsACallbackAtOnce() {
        List<String> called = new ArrayList<>();
        parent.complete("v");
        ChildFuture.of(parent).onDone(ended -> called.add("of a promise"));
        ChildFuture.of(child).onDone(ended -> called.add("of a child"));
        assertThat(called).containsExactly("of a promise", "of a child");
    }

    @Test
    @DisplayName("F14 of a round that had ended is born ended, of the next one pending")
    void ofARoundThatHadEndedIsBornEnded() {
        ResettableFuture<Integer> rounds = new ResettableFuture<>();
        rounds.cancel();
        assertThat(ChildFuture.of(rounds).isCancelled()).isTrue();
        rounds.reset();
        assertThat(ChildFuture.of(rounds).isDone()).isFalse();
    }

    @Test
    @DisplayName("E3 a parent or a name that is missing is refused")
    void aParentThatIsMissingIsRefused() {
        assertThatNullPointerException().isThrownBy(() -> ChildFuture.of(null)).withMessage("parent");
        assertThatNullPointerException()
                .isThrownBy(() -> ChildFuture.of(parent, null))
                .withMessage("name");
    }
}
