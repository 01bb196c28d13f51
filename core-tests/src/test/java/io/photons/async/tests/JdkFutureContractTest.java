package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.photons.async.Async;
import io.photons.async.ChildFuture;
import io.photons.async.Deferred;
import io.photons.async.Promise;
import io.photons.async.ResettableFuture;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Future.State;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The contract of java.util.concurrent.Future")
class JdkFutureContractTest {

    @SuppressWarnings("StaticAssignmentOfThrowable") // one and the same comes out wherever it went in
    private static final IOException ERROR = new IOException("reset");

    /** A pending future, and the means to end it. */
    record Pending(Deferred<?> future, End value, End error) {}

    @FunctionalInterface
    interface End {
        void now();
    }

    enum Kind {
        PROMISE {
            @Override
            Pending open(List<AutoCloseable> cleanUp) {
                return of(Async.<String>promise("promise"));
            }
        },
        CHILD {
            @Override
            Pending open(List<AutoCloseable> cleanUp) {
                return of(ChildFuture.<String>of(Async.promise("parent"), "child"));
            }
        },
        ROUND {
            @Override
            Pending open(List<AutoCloseable> cleanUp) {
                ResettableFuture<String> future = new ResettableFuture<>("round");
                future.complete("an earlier round's");
                future.reset();
                return of(future);
            }
        },
        BACKGROUND {
            @Override
            Pending open(List<AutoCloseable> cleanUp) {
                Promise<Callable<String>> body = Async.promise("body");
                return of(Async.task("background").silent().start(waitingFor(body)), body);
            }
        },
        HELD {
            @Override
            Pending open(List<AutoCloseable> cleanUp) {
                TaskHolder holder =
                        TaskHolder.options().errorCatcher(error -> {}).open();
                cleanUp.add(holder);
                Promise<Callable<String>> body = Async.promise("body");
                return of(holder.add("held", waitingFor(body)), body);
            }
        },
        STREAMED {
            @Override
            Pending open(List<AutoCloseable> cleanUp) {
                ResultStreamer<String, String> streamer = ResultStreamer.<String, String>options()
                        .errorCatcher(error -> {})
                        .open();
                cleanUp.add(streamer);
                Promise<Callable<String>> body = Async.promise("body");
                return of(streamer.add("streamed", waitingFor(body)), body);
            }
        },
        FOLLOWER {
            @Override
            Pending open(List<AutoCloseable> cleanUp) {
                CompletableFuture<String> stage = new CompletableFuture<>();
                return new Pending(
                        Deferred.from(stage), () -> stage.complete("v"), () -> stage.completeExceptionally(ERROR));
            }
        },
        FINAL_FUTURE {
            @Override
            Pending open(List<AutoCloseable> cleanUp) {
                Promise<Void> stop = Async.promise("stop");
                TaskHolder holder = TaskHolder.open(stop);
                cleanUp.add(holder);
                // It is a child: it never has a value.
                return new Pending(holder.finalFuture(), null, () -> stop.fail(ERROR));
            }
        };

        abstract Pending open(List<AutoCloseable> cleanUp);

        static Pending of(Promise<String> promise) {
            return new Pending(promise, () -> promise.complete("v"), () -> promise.fail(ERROR));
        }

        static Pending of(Task<String> task, Promise<Callable<String>> body) {
            Real.await("the task's start", () -> body.pendingCallbacks() > 0);
            return new Pending(
                    task,
                    () -> body.complete(() -> "v"),
                    () -> body.complete(() -> {
                        throw ERROR;
                    }));
        }

        static Callable<String> waitingFor(Promise<Callable<String>> body) {
            return () -> body.get().call();
        }
    }

    static Stream<Arguments> kinds() {
        return Stream.of(Kind.values()).flatMap(kind -> Stream.of(On.values()).map(on -> Arguments.of(kind, on)));
    }

    static Stream<Arguments> kindsWithValues() {
        return kinds().filter(arguments -> arguments.get()[0] != Kind.FINAL_FUTURE);
    }

    private final List<AutoCloseable> cleanUp = new ArrayList<>();

    @AfterEach
    void cleanUp() throws Exception {
        for (AutoCloseable each : cleanUp) {
            if (each instanceof TaskHolder holder) {
                holder.cancel();
            }
            each.close();
        }
    }

    /** Opens a future, which the test ends if it has not. */
    private Pending open(Kind kind) {
        Pending pending = kind.open(cleanUp);
        cleanUp.add(() -> pending.future.cancel());
        return pending;
    }

    private static <X extends Throwable> void bothGetsThrow(Future<?> future, Class<X> type) {
        for (ThrowingCallable get : List.<ThrowingCallable>of(
                future::get, () -> future.get(1, TimeUnit.DAYS), () -> future.get(0, TimeUnit.SECONDS))) {
            assertThatExceptionOfType(type).isThrownBy(get);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("F7 pending, it has neither result nor exception, and a timed get gives up")
    void pending(Kind kind, On on) throws Exception {
        Deferred<?> future = open(kind).future;
        on.run(() -> {
            assertThat(future.state()).isEqualTo(State.RUNNING);
            assertThat(future.isDone()).isFalse();
            assertThat(future.isCancelled()).isFalse();
            assertThatIllegalStateException().isThrownBy(future::resultNow);
            assertThatIllegalStateException().isThrownBy(future::exceptionNow);
            for (long limit : new long[] {5, 0, -1, Long.MIN_VALUE}) {
                assertThatExceptionOfType(TimeoutException.class)
                        .isThrownBy(() -> future.get(limit, TimeUnit.MILLISECONDS));
            }
            assertThatNullPointerException()
                    .isThrownBy(() -> future.get(1, null))
                    .withMessage("unit");
            assertThat(future.pendingCallbacks()).isEqualTo(registered(kind));
            return null;
        });
    }

    /** What is registered by the kind's own making. */
    private static int registered(Kind kind) {
        return kind == Kind.FOLLOWER || kind == Kind.FINAL_FUTURE ? 1 : 0;
    }

    @ParameterizedTest
    @MethodSource("kindsWithValues")
    @DisplayName("F7 ended with a value, every get returns it, also to an interrupted thread, which keeps its flag")
    void endedWithAValue(Kind kind, On on) throws Exception {
        Pending pending = open(kind);
        Deferred<?> future = pending.future;
        on.run(() -> {
            pending.value.now();
            assertThat(future.get()).isEqualTo("v");
            assertThat(future.get(1, TimeUnit.DAYS)).isEqualTo("v");
            Thread.currentThread().interrupt();
            assertThat(future.get()).isEqualTo("v");
            assertThat(future.get(0, TimeUnit.SECONDS)).isEqualTo("v");
            assertThat(future.get(-1, TimeUnit.SECONDS)).isEqualTo("v");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(future.resultNow()).isEqualTo("v");
            assertThat(future.state()).isEqualTo(State.SUCCESS);
            assertThat(future.isDone()).isTrue();
            assertThat(future.isCancelled()).isFalse();
            assertThatIllegalStateException().isThrownBy(future::exceptionNow);
            assertThat(future.cancel(true)).isFalse();
            assertThat(future.cancel(false)).isFalse();
            assertThat(future.state()).isEqualTo(State.SUCCESS);
            return null;
        });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("F7 failed, every get throws an ExecutionException of its very error")
    void failed(Kind kind, On on) throws Exception {
        Pending pending = open(kind);
        Deferred<?> future = pending.future;
        on.run(() -> {
            pending.error.now();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(future::get)
                    .satisfies(wrapper -> assertThat(wrapper.getCause()).isSameAs(ERROR));
            bothGetsThrow(future, ExecutionException.class);
            assertThat(future.exceptionNow()).isSameAs(ERROR);
            assertThat(future.state()).isEqualTo(State.FAILED);
            assertThat(future.isDone()).isTrue();
            assertThat(future.isCancelled()).isFalse();
            assertThatIllegalStateException().isThrownBy(future::resultNow);
            assertThat(future.cancel(true)).isFalse();
            assertThat(future.cancel(false)).isFalse();
            assertThat(future.state()).isEqualTo(State.FAILED);
            return null;
        });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("F7 cancelled, every get throws a CancellationException; the first to ask is told so")
    void cancelled(Kind kind, On on) throws Exception {
        for (boolean interrupt : new boolean[] {true, false}) {
            Pending pending = open(kind);
            Deferred<?> future = pending.future;
            on.run(() -> {
                assertThat(future.cancel(interrupt)).isTrue();
                assertThat(future.cancel(interrupt)).isFalse();
                if (future instanceof Task<?> && !interrupt) {
                    // Marked and not interrupted, the body runs on; what it throws now leaves it cancelled.
                    assertThat(future.isDone()).isFalse();
                    future.cancel(true);
                }
                bothGetsThrow(ended(future), CancellationException.class);
                assertThat(future.state()).isEqualTo(State.CANCELLED);
                assertThat(future.isDone()).isTrue();
                assertThat(future.isCancelled()).isTrue();
                assertThatIllegalStateException().isThrownBy(future::resultNow);
                assertThatIllegalStateException().isThrownBy(future::exceptionNow);
                return null;
            });
        }
    }

    private static Future<?> ended(Deferred<?> future) throws InterruptedException {
        Async.waitForAll(future);
        return future;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("F7 W5 a thread interrupted before it gets is told, loses its flag, and leaves nothing behind")
    void interruptedBefore(Kind kind, On on) throws Exception {
        Pending pending = open(kind);
        Deferred<?> future = pending.future;
        on.run(() -> {
            for (ThrowingCallable get : List.<ThrowingCallable>of(
                    future::get, () -> future.get(1, TimeUnit.DAYS), () -> future.get(0, TimeUnit.SECONDS))) {
                Thread.currentThread().interrupt();
                assertThatExceptionOfType(InterruptedException.class).isThrownBy(get);
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
            }
            assertThat(future.state()).isEqualTo(State.RUNNING);
            assertThat(future.pendingCallbacks()).isEqualTo(registered(kind));
            return null;
        });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("F7 W5 a thread interrupted while it gets is told, loses its flag, and leaves nothing behind")
    void interruptedDuring(Kind kind, On on) throws Exception {
        Pending pending = open(kind);
        Deferred<?> future = pending.future;
        for (Callable<?> get : List.<Callable<?>>of(future::get, () -> future.get(1, TimeUnit.DAYS))) {
            AtomicReference<Thread> waiter = new AtomicReference<>();
            FutureTask<Void> waiting = on.begin(() -> {
                waiter.set(Thread.currentThread());
                assertThatExceptionOfType(InterruptedException.class).isThrownBy(get::call);
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
                return null;
            });
            Real.await("the wait", () -> future.pendingCallbacks() > registered(kind));
            waiter.get().interrupt();
            waiting.get();
            assertThat(future.state()).isEqualTo(State.RUNNING);
            assertThat(future.pendingCallbacks()).isEqualTo(registered(kind));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("F7 threads of all kinds that wait are woken by the end, timed or not")
    void waitersAreWokenByTheEnd(Kind kind, On on) throws Exception {
        Pending pending = open(kind);
        Deferred<?> future = pending.future;
        List<FutureTask<Void>> waiting = new ArrayList<>();
        for (On each : On.values()) {
            for (Callable<?> get : List.<Callable<?>>of(future::get, () -> future.get(1, TimeUnit.DAYS))) {
                waiting.add(each.begin(() -> {
                    if (kind == Kind.FINAL_FUTURE) {
                        assertThatExceptionOfType(ExecutionException.class).isThrownBy(get::call);
                    } else {
                        assertThat(get.call()).isEqualTo("v");
                    }
                    return null;
                }));
            }
        }
        Real.await("the waits", () -> future.pendingCallbacks() == registered(kind) + waiting.size());
        on.run(() -> {
            (kind == Kind.FINAL_FUTURE ? pending.error : pending.value).now();
            return null;
        });
        for (FutureTask<Void> each : waiting) {
            each.get();
        }
    }

    // ---- the CompletableFuture view

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("F7 the view ends as the future does")
    void theViewEndsAsTheFutureDoes(Kind kind, On on) throws Exception {
        Pending failing = open(kind);
        Pending cancelled = open(kind);
        on.run(() -> {
            CompletableFuture<?> view = failing.future.toCompletableFuture();
            failing.error.now();
            assertThatExceptionOfType(CompletionException.class).isThrownBy(view::join);
            assertThatExceptionOfType(ExecutionException.class).isThrownBy(view::get);
            assertThat(view.exceptionNow()).isSameAs(ERROR);
            assertThat(view.isCancelled()).isFalse();

            CompletableFuture<?> other = cancelled.future.toCompletableFuture();
            cancelled.future.cancel("enough");
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(other::join)
                    .withStackTraceContaining("enough"); // the message or, on newer JDKs, that of its cause
            assertThat(other.isCancelled()).isTrue();

            if (kind != Kind.FINAL_FUTURE) {
                Pending succeeding = open(kind);
                CompletableFuture<?> third = succeeding.future.toCompletableFuture();
                succeeding.value.now();
                assertThat(third.get()).isEqualTo("v");
                assertThat(third.thenApply(value -> value + "!").join()).isEqualTo("v!");
            }
            return null;
        });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("F7 cancelling the view is done at once, and cancels the future")
    void cancellingTheViewCancelsTheFuture(Kind kind, On on) throws Exception {
        Deferred<?> future = open(kind).future;
        on.run(() -> {
            CompletableFuture<?> view = future.toCompletableFuture();
            assertThat(view.cancel(true)).isTrue();
            assertThat(view.isCancelled()).isTrue();
            assertThat(view.cancel(true)).isTrue();
            assertThat(ended(future).isCancelled()).isTrue();
            assertThat(view.isCancelled()).isTrue();
            return null;
        });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("F7 failing the view fails a promise, and leaves a task to run on")
    void failingTheViewFailsAPromise(Kind kind, On on) throws Exception {
        Deferred<?> future = open(kind).future;
        IOException other = new IOException("other");
        on.run(() -> {
            CompletableFuture<?> view = future.toCompletableFuture();
            assertThat(view.completeExceptionally(other)).isTrue();
            assertThat(view.completeExceptionally(ERROR)).isFalse();
            assertThat(view.exceptionNow()).isSameAs(other);
            if (future instanceof Promise<?>) {
                assertThat(future.exceptionNow()).isSameAs(other);
            } else {
                assertThat(future.state()).isEqualTo(State.RUNNING);
            }
            return null;
        });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName(
            "F7 F5 however often the view is asked for, it is one, and one callback; waits given up leave none on it")
    void theViewIsOneAndOneCallback(Kind kind, On on) throws Exception {
        Pending pending = open(kind);
        Deferred<?> future = pending.future;
        on.run(() -> {
            CompletableFuture<?> view = future.toCompletableFuture();
            for (int i = 0; i < 1_000; i++) {
                assertThat(future.toCompletableFuture()).isSameAs(view);
            }
            assertThat(future.pendingCallbacks()).isEqualTo(registered(kind) + 1);
            for (int i = 0; i < 20; i++) {
                assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> view.get(1, TimeUnit.MICROSECONDS));
            }
            assertThat(view.getNumberOfDependents()).isZero();
            CompletableFuture<?> dependent = view.thenApply(value -> value);
            assertThat(view.getNumberOfDependents()).isEqualTo(1);
            pending.error.now();
            assertThatExceptionOfType(CompletionException.class).isThrownBy(dependent::join);
            Real.await("letting go", () -> view.getNumberOfDependents() == 0 && future.pendingCallbacks() == 0);
            return null;
        });
    }
}
