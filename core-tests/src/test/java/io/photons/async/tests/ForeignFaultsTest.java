package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.ContextCarrier;
import io.photons.async.Promise;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Code that is called back and breaks")
class ForeignFaultsTest {

    static List<Throwable> thrown() {
        return List.of(
                new IllegalStateException("planted"),
                new OutOfMemoryError("planted"),
                new StackOverflowError("planted"),
                new LinkageError("planted"),
                new AssertionError("planted"));
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // it stands where any value is wanted
    private static <T> T raise(Throwable thrown) {
        throw ForeignFaultsTest.<RuntimeException>unchecked(thrown);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable> X unchecked(Throwable thrown) throws X {
        throw (X) thrown;
    }

    @ParameterizedTest
    @MethodSource("thrown")
    @DisplayName("F4 R4 S4 a callback, an onEach, an onDone or a catcher that throws even an Error stalls nothing")
    void whatIsCalledBackMayThrowAnything(Throwable thrown) throws Exception {
        List<String> seen = new ArrayList<>();
        VirtualTime.run(time -> {
            try (ResultStreamer<Integer, String> results = ResultStreamer.<Integer, String>options()
                    .errorCatcher(result -> raise(thrown))
                    .open()) {
                results.with("generator")
                        .onEach(each -> raise(thrown))
                        .onDone(end -> raise(thrown))
                        .addGenerator(out -> {
                            out.emit(1);
                            out.emit(2);
                        });
                results.with("failing").onDone(end -> raise(thrown)).add(() -> raise(thrown));
                results.noMoreWork();
                for (Result<Integer, String> result : results) {
                    seen.add(result.context() + " " + result.successful());
                }
            }
            try (TaskHolder holder =
                    TaskHolder.options().errorCatcher(error -> raise(thrown)).open()) {
                Task<Integer> task = holder.add(() -> raise(thrown));
                task.onDone(ended -> raise(thrown));
                task.onDone(ended -> seen.add("callback"));
            }
        });
        assertThat(seen).containsExactlyInAnyOrder("generator true", "generator true", "failing false", "callback");
    }

    @ParameterizedTest
    @MethodSource("thrown")
    @DisplayName(
            "T16 E2 a carrier that throws even an Error ends its task with it, on the starter's or the task's thread")
    void aCarrierMayThrowAnything(Throwable thrown) throws Exception {
        Thread starter = Thread.currentThread();
        boolean[] late = {false};
        ContextCarrier carrier = new ContextCarrier() {
            @Override
            public <T> Callable<T> wrap(Callable<T> body) {
                if (Thread.currentThread() != starter) {
                    return body;
                }
                return late[0] ? () -> raise(thrown) : raise(thrown);
            }
        };
        try (ContextCarrier.Registration carrying = ContextCarrier.register(carrier);
                TaskHolder holder =
                        TaskHolder.options().errorCatcher(error -> {}).open()) {
            for (int i = 0; i < 2; i++) {
                late[0] = i == 1;
                for (Task<Integer> task : List.of(Async.task("silent").silent().start(() -> 1), holder.add(() -> 1))) {
                    assertThatThrownBy(task::get)
                            .isInstanceOf(ExecutionException.class)
                            .hasCause(thrown);
                }
                assertThatThrownBy(() -> Async.withTimeout(Duration.ofMinutes(1), () -> 1))
                        .isSameAs(thrown);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("thrown")
    @DisplayName("R1 F4 a logger that throws even an Error keeps no callback, no task and no close from going on")
    void aLoggerMayThrowAnything(Throwable thrown) throws Exception {
        Logger logger = Logger.getLogger("io.photons.async");
        String mine = "logged by " + thrown.getClass().getSimpleName();
        Handler broken = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                if (entry.getThrown() != null && mine.equals(entry.getThrown().getMessage())) {
                    raise(thrown);
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(broken);
        try {
            List<String> seen = new ArrayList<>();
            try (TaskHolder holder = TaskHolder.open()) {
                Task<Void> task = holder.add("reported", () -> {
                    throw new IllegalStateException(mine);
                });
                Async.waitForAll(task);
                task.onDone(Async.reporter());
                task.onDone(ended -> seen.add("callback"));
            }
            Promise<Integer> promise = Async.promise("ended");
            promise.onDone(ended -> {
                throw new IllegalStateException(mine);
            });
            promise.onDone(ended -> seen.add("another"));
            assertThat(promise.complete(1)).isTrue();
            assertThat(seen).containsExactly("callback", "another");
        } finally {
            logger.removeHandler(broken);
        }
    }

    @Test
    @DisplayName("F4 a callback that overflows the stack is reported, and the others run")
    void aCallbackThatOverflowsTheStack() {
        try (Log log = Log.open()) {
            List<String> seen = new ArrayList<>();
            Promise<Integer> promise = Async.promise("overflown by ForeignFaultsTest");
            promise.onDone(ended -> deeper(1));
            promise.onDone(ended -> seen.add("after"));
            assertThat(promise.complete(1)).isTrue();
            assertThat(seen).containsExactly("after");
            assertThat(log.errors("overflown by ForeignFaultsTest"))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.getThrown()).isInstanceOf(StackOverflowError.class));
        }
    }

    private static int deeper(int depth) {
        return depth < 0 ? depth : deeper(depth + 1) + depth;
    }

    @VirtualTimeTest
    @DisplayName(
            "T2 T3 E4 a body that interrupts itself is told in its next wait, is not cancelled, and no callback is struck")
    void aBodyThatInterruptsItself(VirtualTime time) throws Exception {
        List<Boolean> flags = new ArrayList<>();
        Task<String> caught = Async.background(() -> {
            Thread.currentThread().interrupt();
            try {
                Async.sleep(Duration.ofSeconds(1));
                return "slept";
            } catch (InterruptedException e) {
                return "told";
            }
        });
        Task<Void> thrown = Async.task("thrown").silent().start(() -> {
            Thread.currentThread().interrupt();
            Async.sleep(Duration.ofSeconds(1));
        });
        Task<Integer> left = Async.background(() -> {
            Thread.currentThread().interrupt();
            return 1;
        });
        left.onDone(ended -> flags.add(Thread.currentThread().isInterrupted()));
        assertThat(caught.get()).isEqualTo("told");
        assertThatThrownBy(thrown::get).hasCauseInstanceOf(InterruptedException.class);
        assertThat(left.get()).isEqualTo(1);
        time.settle();
        assertThat(flags).containsExactly(false);
        assertThat(time.elapsed()).isZero();
    }

    @VirtualTimeTest
    @DisplayName("E4 W5 T12 a thread that is interrupted already is told by every wait there is")
    void aThreadThatIsInterruptedAlreadyIsToldByEveryWait(VirtualTime time) throws Exception {
        Promise<Integer> never = Async.promise("never");
        Task<Void> slow = Async.background(() -> {
            try {
                never.get();
            } finally {
                Async.sleep(Duration.ofSeconds(1));
            }
        });
        time.settle();
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            List<Callable<?>> waits = List.of(
                    () -> never.get(),
                    () -> Async.waitForFirst(never),
                    () -> Async.waitForAll(Duration.ofDays(1), never),
                    () -> Async.cancelAndWait(Duration.ofDays(1), slow),
                    () -> Async.withTimeout(Duration.ofDays(1), () -> 1),
                    () -> results.poll(Duration.ofDays(1)),
                    () -> {
                        Async.sleep(Duration.ofDays(1));
                        return null;
                    });
            for (Callable<?> wait : waits) {
                Thread.currentThread().interrupt();
                assertThatThrownBy(wait::call).isInstanceOf(InterruptedException.class);
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
            }
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> results.iterator().hasNext()).isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(time.elapsed()).isZero();
        Async.waitForAll(slow);
        assertThat(never.pendingCallbacks()).isZero();
    }

    @VirtualTimeTest
    @DisplayName("F3 H1 S1 W6 from a callback one may end, cancel, add and close what does not hold it")
    void reEntrance(VirtualTime time) throws Exception {
        List<String> seen = new ArrayList<>();
        Promise<Integer> first = Async.promise("first");
        Promise<Integer> second = Async.promise("second");
        Task<Void> sleeper = Async.background(() -> Async.sleep(Duration.ofDays(1)));
        second.onDone(ended -> seen.add("second " + ended.isCancelled()));
        first.onDone(ended -> {
            second.cancel();
            sleeper.cancel();
            first.complete(2);
            first.cancel();
            first.onDone(again -> seen.add("added inside"));
        });
        first.complete(1);
        assertThat(seen).containsExactly("added inside", "second true");
        Async.waitForAll(sleeper);
        assertThat(sleeper.isCancelled()).isTrue();

        ResultStreamer<Integer, String> other = ResultStreamer.open();
        other.add("other", () -> {
            Async.sleep(Duration.ofDays(1));
            return 1;
        });
        List<Object> results = new ArrayList<>();
        try (ResultStreamer<Integer, String> streamer = ResultStreamer.open()) {
            streamer.with("generator")
                    .onEach(each -> streamer.add("added by onEach", () -> 10))
                    .onDone(end -> {
                        other.close();
                        streamer.add("added by onDone", () -> 20);
                    })
                    .addGenerator(out -> out.emit(1));
            streamer.noMoreWork();
            streamer.forEach(result -> results.add(result.context()));
        }
        assertThat(results).containsExactlyInAnyOrder("generator", "added by onEach", "added by onDone");
        assertThat(other.pending()).isZero();
        assertThat(time.elapsed()).isZero();
    }
}
