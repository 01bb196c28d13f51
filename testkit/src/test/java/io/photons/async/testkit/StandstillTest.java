package io.photons.async.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.photons.async.Async;
import io.photons.async.AsyncRuntime;
import io.photons.async.Promise;
import io.photons.async.ResettableFuture;
import io.photons.async.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A run that does not come to a good end")
class StandstillTest {

    private static VirtualTimeFailure failureOf(VirtualTime.Body body) {
        return catchThrowableOfType(VirtualTimeFailure.class, () -> VirtualTime.run(body));
    }

    @Test
    @DisplayName("W6 a deadlock fails at once and shows who waits for what")
    void aDeadlockShowsWhoWaitsForWhat() {
        List<String> ended = new ArrayList<>();
        VirtualTimeFailure failure = failureOf(time -> {
            Promise<String> left = Async.promise("left");
            Promise<String> right = Async.promise("right");
            Async.task("alice").start(() -> {
                try {
                    return left.get() + right.complete("r");
                } finally {
                    ended.add("alice");
                }
            });
            Async.task("bob").start(() -> right.get() + left.complete("l"));
            Async.sleep(Duration.ofSeconds(3));
            left.get();
        });
        assertThat(failure.kind()).isEqualTo(VirtualTimeFailure.Kind.DEADLOCK);
        assertThat(failure)
                .hasMessageContainingAll(
                        "Deadlock at PT3S of virtual time, first come, first served (seed 0)",
                        "every task waits, and no timer is left that could wake one",
                        "Task#main",
                        "Task#alice",
                        "Task#bob",
                        "Promise#left",
                        "Promise#right",
                        "time.outside");
        assertThat(ended).containsExactly("alice");
    }

    @Test
    @DisplayName("a deadlock with a seed tells how to replay it")
    void aDeadlockWithASeedTellsHowToReplayIt() {
        assertThatThrownBy(
                        () -> VirtualTime.run(11, time -> Async.promise("never").get()))
                .isInstanceOf(VirtualTimeFailure.class)
                .hasMessageContaining("seed 11 (replay it: VirtualTime.run(11L, ...) or @VirtualTimeTest(seed = 11L))");
    }

    @Test
    @DisplayName("a livelock fails after a million switches at one instant")
    void aLivelockFails() {
        VirtualTimeFailure failure = failureOf(time -> {
            ResettableFuture<String> ping = new ResettableFuture<>("ping");
            ResettableFuture<String> pong = new ResettableFuture<>("pong");
            Async.task("returner").start(() -> returns(ping, pong));
            ping.complete("serve");
            returns(pong, ping);
        });
        assertThat(failure.kind()).isEqualTo(VirtualTimeFailure.Kind.LIVELOCK);
        assertThat(failure)
                .hasMessageContainingAll(
                        "Livelock at PT0S of virtual time",
                        "more than a million switches between tasks",
                        "Task#returner",
                        "sleep for a while between two looks");
    }

    private static void returns(ResettableFuture<String> in, ResettableFuture<String> out)
            throws InterruptedException, ExecutionException {
        while (true) {
            String ball = in.get();
            in.reset();
            out.complete(ball);
        }
    }

    @Test
    @DisplayName("a livelock of one task that sleeps for no time is noticed as well")
    void aLivelockOfOneTaskIsNoticed() {
        VirtualTimeFailure failure = failureOf(time -> {
            while (time.elapsed().isZero()) {
                Async.sleep(Duration.ZERO);
            }
        });
        assertThat(failure.kind()).isEqualTo(VirtualTimeFailure.Kind.LIVELOCK);
        assertThat(failure).hasMessageContaining("readings of the clock by one of them");
    }

    @Test
    @DisplayName("a livelock that cancelling does not end is given up")
    void aLivelockThatCancellingDoesNotEndIsGivenUp() {
        VirtualTimeFailure failure = failureOf(time -> {
            while (true) {
                AsyncRuntime.current().park("nothing", 0);
                Thread.interrupted();
            }
        });
        assertThat(failure.kind()).isEqualTo(VirtualTimeFailure.Kind.LIVELOCK);
    }

    @Test
    @DisplayName("E1 leftover tasks are cancelled and waited for, and fail the run with their tree")
    void leftoverTasksFailTheRun() {
        List<String> seen = new ArrayList<>();
        VirtualTimeFailure failure = failureOf(time -> {
            Async.task("forgotten").start(() -> {
                try {
                    Async.sleep(Duration.ofDays(1));
                } finally {
                    Async.sleep(Duration.ofSeconds(5));
                    seen.add("cleaned up at " + time.elapsed());
                }
            });
            Async.sleep(Duration.ofSeconds(1));
        });
        assertThat(failure.kind()).isEqualTo(VirtualTimeFailure.Kind.LEFTOVERS);
        assertThat(failure)
                .hasMessageContainingAll(
                        "The run ended at PT1S of virtual time",
                        "1 task was still there",
                        "must wait for it, or cancel it and wait",
                        "Task#forgotten");
        assertThat(seen).containsExactly("cleaned up at PT6S");
    }

    @Test
    @DisplayName("a task that can end without time passing is no leftover")
    void aTaskThatCanEndWithoutTimePassingIsNoLeftover() {
        List<String> seen = new ArrayList<>();
        VirtualTime.run(time -> {
            Task<Void> cancelled = Async.background(() -> {
                seen.add("never");
            });
            cancelled.cancel();
            Promise<String> gate = Async.promise("gate");
            Async.background(() -> seen.add(gate.get()));
            gate.complete("opened");
        });
        assertThat(seen).containsExactly("opened");
    }

    @Test
    @DisplayName("the body's own failure comes first, and tells of the leftovers")
    void theBodysOwnFailureComesFirst() {
        AssertionError failure = catchThrowableOfType(
                AssertionError.class,
                () -> VirtualTime.run(5, time -> {
                    Async.task("forgotten").start(() -> Async.sleep(Duration.ofDays(1)));
                    throw new AssertionError("one is not two");
                }));
        assertThat(failure).isExactlyInstanceOf(AssertionError.class).hasMessage("one is not two");
        assertThat(failure.getSuppressed()).hasSize(2);
        assertThat(failure.getSuppressed()[0]).hasMessageContaining("seed 5");
        assertThat(failure.getSuppressed()[1])
                .isInstanceOf(VirtualTimeFailure.class)
                .hasMessageContaining("Task#forgotten");
    }

    @Test
    @DisplayName("leftovers that do not end by being cancelled are given up")
    void leftoversThatDoNotEndAreGivenUp() {
        AtomicReference<Thread> stubborn = new AtomicReference<>();
        VirtualTimeFailure failure = failureOf(time -> {
            Promise<String> never = Async.promise("never");
            Async.task("stubborn").silent().start(() -> {
                stubborn.set(Thread.currentThread());
                try {
                    never.get();
                } finally {
                    never.get();
                }
                return null;
            });
            time.settle();
        });
        assertThat(failure.kind()).isEqualTo(VirtualTimeFailure.Kind.LEFTOVERS);
        assertThat(failure).hasMessageContaining("Task#stubborn");
        assertThat(stubborn.get().isAlive()).isFalse();
    }

    @Test
    @DisplayName("there is no run inside a run")
    void thereIsNoRunInsideARun() {
        VirtualTime.run(time -> assertThatThrownBy(() -> VirtualTime.run(inner -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no run inside a run"));
    }

    @Test
    @DisplayName("interrupting the run cancels its tasks and shows their tree")
    void interruptingTheRunCancelsItsTasks() throws InterruptedException {
        List<String> seen = new ArrayList<>();
        CountDownLatch waiting = new CountDownLatch(1);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        boolean[] flag = new boolean[1];
        Thread caller = Thread.ofPlatform().start(() -> {
            try {
                VirtualTime.run(time -> time.outside(() -> {
                    Promise<String> never = Async.promise("outside");
                    try {
                        waiting.countDown();
                        return never.get();
                    } finally {
                        seen.add("finally");
                    }
                }));
            } catch (Throwable e) {
                failure.set(e);
                flag[0] = Thread.currentThread().isInterrupted();
            }
        });
        waiting.await();
        caller.interrupt();
        caller.join();
        assertThat(failure.get()).isInstanceOf(VirtualTimeFailure.class);
        assertThat(((VirtualTimeFailure) failure.get()).kind()).isEqualTo(VirtualTimeFailure.Kind.INTERRUPTED);
        assertThat(failure.get()).hasMessageContainingAll("was interrupted", "time-out", "Task#main");
        assertThat(seen).containsExactly("finally");
        assertThat(flag[0]).isTrue();
    }

    @Test
    @DisplayName("what the body throws comes out as it is, a checked exception wrapped")
    void whatTheBodyThrowsComesOut() {
        IllegalArgumentException unchecked = new IllegalArgumentException("mine");
        assertThatThrownBy(() -> VirtualTime.run(time -> {
                    throw unchecked;
                }))
                .isSameAs(unchecked);
        Exception checked = new Exception("mine as well");
        assertThatThrownBy(() -> VirtualTime.run(time -> {
                    throw checked;
                }))
                .isInstanceOf(CompletionException.class)
                .hasCause(checked);
    }
}
