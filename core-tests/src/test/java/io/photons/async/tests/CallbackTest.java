package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.photons.async.Async;
import io.photons.async.Deferred;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.testkit.VirtualTimeTest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The callbacks of a future")
class CallbackTest {

    private final Promise<String> promise = Async.promise("watched");
    private final List<Object> called = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 10, 33, 1000})
    @DisplayName("F3 run once each, in the order of adding")
    void runOnceEachInTheOrderOfAdding(int count) {
        IntStream.range(0, count).forEach(i -> promise.onDone(ended -> called.add(i)));
        assertThat(called).isEmpty();
        promise.complete("done");
        assertThat(called).isEqualTo(IntStream.range(0, count).boxed().toList());
        promise.cancel();
        promise.complete("again");
        assertThat(called).hasSize(count);
    }

    @Test
    @DisplayName("F3 are given the future that ended, however it ended")
    void areGivenTheFuture() {
        promise.onDone(called::add);
        promise.cancel();
        Promise<String> failed = Async.promise();
        failed.onDone(called::add);
        failed.fail(new IllegalStateException("broken"));
        assertThat(called).containsExactly(promise, failed);
    }

    @VirtualTimeTest
    @DisplayName("F3 run on the thread that ended the future")
    void runOnTheThreadThatEnded() throws Exception {
        promise.onDone(ended -> called.add(Thread.currentThread()));
        Task<Thread> ender = Async.background(() -> {
            promise.complete("done");
            return Thread.currentThread();
        });
        assertThat(called).isEmpty();
        Thread thread = ender.get();
        assertThat(called).containsExactly(thread).doesNotContain(Thread.currentThread());
    }

    @VirtualTimeTest
    @DisplayName("F3 of a task run on the task's thread, of one that never began on the canceller's")
    void ofATaskRunOnItsThread() throws Exception {
        List<Thread> own = new ArrayList<>();
        Task<Void> task = Async.background(() -> {
            own.add(Thread.currentThread());
        });
        task.onDone(ended -> called.add(Thread.currentThread()));
        Task<Boolean> never = Async.background(() -> called.add("began"));
        never.onDone(ended -> own.add(Thread.currentThread()));
        never.cancel();
        Async.waitForAll(task);
        assertThat(own).hasSize(2).first().isSameAs(Thread.currentThread());
        assertThat(called).containsExactly(own.get(1));
    }

    @Test
    @DisplayName("F3 the same one added twice runs twice, each in its place")
    void theSameOneAddedTwiceRunsTwice() {
        Consumer<Deferred<String>> twice = ended -> called.add("twice");
        promise.onDone(twice);
        promise.onDone(ended -> called.add("between"));
        promise.onDone(twice);
        promise.complete("done");
        assertThat(called).containsExactly("twice", "between", "twice");
    }

    @Test
    @DisplayName("F3 one that is added after the end runs at once, on the thread that adds it")
    void oneAddedAfterTheEndRunsAtOnce() throws Exception {
        promise.complete("done");
        Task<Thread> adder = Async.background(() -> {
            promise.onDone(ended -> called.add(Thread.currentThread()));
            assertThat(called).hasSize(1);
            return Thread.currentThread();
        });
        assertThat(called).isSubsetOf(adder.get()).hasSize(1);
    }

    @Test
    @DisplayName("F3 one that is added by a callback runs before the callbacks that are still due")
    void oneAddedByACallbackRunsBeforeThoseStillDue() {
        promise.onDone(ended -> {
            called.add("first");
            promise.onDone(again -> called.add("added"));
            called.add("first ends");
        });
        promise.onDone(ended -> called.add("second"));
        promise.complete("done");
        assertThat(called).containsExactly("first", "added", "first ends", "second");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 20, 100})
    @DisplayName("F3 removing one takes away every occurrence of it, and tells whether there was one")
    void removingTakesAwayEveryOccurrence(int others) {
        Consumer<Deferred<String>> removed = ended -> called.add("removed");
        for (int i = 0; i < others; i++) {
            int number = i;
            promise.onDone(removed);
            promise.onDone(ended -> called.add(number));
        }
        promise.onDone(removed);
        assertThat(promise.pendingCallbacks()).isEqualTo(2 * others + 1);
        assertThat(promise.removeCallback(removed)).isTrue();
        assertThat(promise.pendingCallbacks()).isEqualTo(others);
        assertThat(promise.hasCallback(removed)).isFalse();
        assertThat(promise.removeCallback(removed)).isFalse();
        promise.complete("done");
        assertThat(called).isEqualTo(IntStream.range(0, others).boxed().toList());
    }

    @Test
    @DisplayName("F3 removing one that was never added finds nothing")
    void removingOneThatWasNeverAddedFindsNothing() {
        Consumer<Deferred<String>> stranger = ended -> called.add("stranger");
        assertThat(promise.removeCallback(stranger)).isFalse();
        promise.onDone(ended -> called.add("alone"));
        assertThat(promise.removeCallback(stranger)).isFalse();
        promise.onDone(ended -> called.add("second"));
        assertThat(promise.removeCallback(stranger)).isFalse();
        promise.complete("done");
        assertThat(called).containsExactly("alone", "second");
    }

    @Test
    @DisplayName("F3 one can be added again after it was removed")
    void oneCanBeAddedAgain() {
        Consumer<Deferred<String>> callback = ended -> called.add("again");
        promise.onDone(callback);
        promise.removeCallback(callback);
        promise.onDone(ended -> called.add("other"));
        promise.onDone(callback);
        promise.complete("done");
        assertThat(called).containsExactly("other", "again");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 50})
    @DisplayName("F3 one is there while it waits for the end, and from the end on neither there nor removable")
    void oneIsThereWhileItWaits(int others) {
        Consumer<Deferred<String>> due = ended -> called.add("due");
        List<Boolean> asked = new ArrayList<>();
        assertThat(promise.hasCallback(due)).isFalse();
        promise.onDone(ended -> {
            asked.add(promise.hasCallback(due));
            asked.add(promise.removeCallback(due));
            asked.add(promise.pendingCallbacks() > 0);
        });
        for (int i = 0; i < others; i++) {
            promise.onDone(ended -> {});
        }
        promise.onDone(due);
        assertThat(promise.hasCallback(due)).isTrue();
        promise.complete("done");
        assertThat(asked).containsExactly(false, false, false);
        assertThat(called).containsExactly("due");
        assertThat(promise.hasCallback(due)).isFalse();
        assertThat(promise.removeCallback(due)).isFalse();
    }

    @VirtualTimeTest
    @DisplayName("F3 a thread that waits may go on before they have run, a scope's close not")
    void waitersMayGoOnBeforeTheyHaveRun() throws Exception {
        Promise<Void> gate = Async.promise("gate");
        TaskHolder holder = TaskHolder.open();
        Task<Integer> task = holder.add(() -> 1);
        task.onDone(ended -> {
            await(gate);
            called.add("callback");
        });
        assertThat(task.get()).isEqualTo(1);
        Async.waitForAll(task);
        Async.waitForFirst(task);
        assertThat(called).isEmpty();
        Task<Void> opener = Async.background(() -> {
            gate.complete(null);
        });
        holder.close();
        called.add("closed");
        assertThat(called).containsExactly("callback", "closed");
        Async.waitForAll(opener);
    }

    private static void await(Promise<Void> gate) {
        try {
            gate.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("F3 those of an end made by a callback have run when the outermost end returns, after the callback")
    void thoseOfAnEndMadeByACallbackRunBeforeTheOutermostEndReturns() {
        Promise<Integer> inner = Async.promise("inner");
        Promise<Integer> innermost = Async.promise("innermost");
        innermost.onDone(ended -> called.add("innermost"));
        inner.onDone(ended -> {
            called.add("inner");
            innermost.complete(2);
        });
        promise.onDone(ended -> {
            called.add("outer begins");
            inner.complete(1);
            assertThat(inner.isDone()).isTrue();
            called.add("outer ends");
        });
        promise.onDone(ended -> called.add("outer's second"));
        promise.complete("done");
        assertThat(called).containsExactly("outer begins", "outer ends", "outer's second", "inner", "innermost");
    }

    @Test
    @DisplayName("F3 the outcome of a pending future is no question yet")
    void theOutcomeOfAPendingFutureIsNoQuestionYet() {
        assertThatIllegalStateException()
                .isThrownBy(promise::outcome)
                .withMessageContaining("Promise#watched(pending)");
    }
}
