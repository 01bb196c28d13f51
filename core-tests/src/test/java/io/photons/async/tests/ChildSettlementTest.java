package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.ChildFuture;
import io.photons.async.Outcome;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future.State;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A child that is asked after its parent ended")
class ChildSettlementTest {

    private static final int ROUNDS = 1_500;

    /** A question, and whether it was answered as by a child that has ended. */
    record Question(String name, Predicate<ChildFuture<Integer>> endedSays) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Question> questions() {
        return Stream.of(
                new Question("isDone", ChildFuture::isDone),
                new Question("isCancelled", ChildFuture::isCancelled),
                new Question("state", child -> child.state() == State.CANCELLED),
                new Question("outcome", child -> child.outcome() instanceof Outcome.Cancelled),
                new Question("get", ChildSettlementTest::getIsCancelled),
                new Question("toString", child -> child.toString().endsWith("(cancelled)")),
                new Question("complete", child -> !child.complete(1)),
                new Question("cancel", child -> !child.cancel()),
                new Question("hasCallback", child -> child.pendingCallbacks() == 0));
    }

    private static boolean getIsCancelled(ChildFuture<Integer> child) {
        try {
            child.get(1, TimeUnit.DAYS);
            return false;
        } catch (CancellationException e) {
            return true;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Runs the question on another thread, at once after the parent's end was seen. */
    @ParameterizedTest
    @MethodSource("questions")
    @DisplayName("F13 gives the final answer, at whatever depth, and runs no callback on the thread that asks")
    void givesTheFinalAnswer(Question question) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger elsewhere = new AtomicInteger();
        List<Promise<Integer>> parents = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            parents.add(Async.promise());
        }
        List<ChildFuture<Integer>> children = new ArrayList<>();
        for (Promise<Integer> parent : parents) {
            // Siblings that are settled first give the one who asks time to come before.
            for (int sibling = 0; sibling < 5; sibling++) {
                ChildFuture.of(parent).onDone(ended -> {});
            }
            children.add(ChildFuture.of(ChildFuture.of(ChildFuture.of(parent))));
        }
        Thread ender = Thread.ofPlatform().start(() -> {
            for (Promise<Integer> parent : parents) {
                meet(start);
                parent.complete(1);
            }
        });
        for (ChildFuture<Integer> child : children) {
            child.onDone(ended -> {
                calls.incrementAndGet();
                if (Thread.currentThread() != ender) {
                    elsewhere.incrementAndGet();
                }
            });
        }
        for (int i = 0; i < ROUNDS; i++) {
            meet(start);
            while (!parents.get(i).isDone()) {
                Thread.onSpinWait();
            }
            if (!question.endedSays.test(children.get(i)) || !children.get(i).isCancelled()) {
                wrong.incrementAndGet();
            }
        }
        ender.join();
        assertThat(wrong).as("answers as of a pending child").hasValue(0);
        assertThat(calls).hasValue(ROUNDS);
        assertThat(elsewhere).as("callbacks on the thread that asked").hasValue(0);
    }

    private static void meet(CyclicBarrier start) {
        try {
            start.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("F13 never takes an answer back, whoever completes, cancels and asks at once")
    void neverTakesAnAnswerBack() throws Exception {
        CyclicBarrier start = new CyclicBarrier(3);
        List<Promise<Integer>> parents = new ArrayList<>();
        List<ChildFuture<Integer>> children = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            parents.add(Async.promise());
            children.add(ChildFuture.of(ChildFuture.of(parents.get(i))));
        }
        boolean[] completed = new boolean[ROUNDS];
        Thread ender = Thread.ofPlatform()
                .start(() -> parents.forEach(parent -> {
                    meet(start);
                    parent.cancel("by the parent");
                }));
        Thread completer = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                meet(start);
                completed[i] = children.get(i).complete(i);
            }
        });
        List<State> first = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            meet(start);
            State seen = children.get(i).state();
            while (seen == State.RUNNING) {
                seen = children.get(i).state();
            }
            first.add(seen);
        }
        ender.join();
        completer.join();
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(children.get(i).state()).isEqualTo(first.get(i));
            assertThat(completed[i]).isEqualTo(first.get(i) == State.SUCCESS);
        }
    }

    @VirtualTimeTest
    @DisplayName("F13 wakes who waits on it, and the callbacks run where the parent was ended")
    void wakesWhoWaitsOnIt() throws Exception {
        Promise<Void> parent = Async.promise("parent");
        ChildFuture<Integer> child = ChildFuture.of(ChildFuture.of(parent));
        List<Thread> ran = new ArrayList<>();
        child.onDone(ended -> ran.add(Thread.currentThread()));
        Task<State> waiter = Async.background(() -> {
            Async.waitForAll(child);
            return child.state();
        });
        Task<Thread> ender = Async.background(() -> {
            Async.sleep(Duration.ofSeconds(1));
            parent.complete(null);
            return Thread.currentThread();
        });
        assertThat(waiter.get()).isEqualTo(State.CANCELLED);
        assertThat(ran).containsExactly(ender.get());
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName(
            "F12 a child that is closed while its parent ends has one end, its callback one call, the parent no link")
    void closedWhileItsParentEnds() throws Exception {
        Promise<Integer> parent = Async.promise("parent");
        AtomicInteger calls = new AtomicInteger();
        ChildFuture<Integer> child = ChildFuture.of(parent, "child");
        child.onDone(ended -> calls.incrementAndGet());
        Task<Void> ender = Async.background(() -> {
            parent.complete(1);
        });
        Task<Void> closer = Async.background(() -> child.close());
        Async.waitForAll(ender, closer);
        assertThat(child.isCancelled()).isTrue();
        assertThat(calls).hasValue(1);
        assertThat(parent.pendingCallbacks()).isZero();
    }
}
