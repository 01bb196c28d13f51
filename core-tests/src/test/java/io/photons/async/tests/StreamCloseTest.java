package io.photons.async.tests;

import static io.photons.async.tests.StreamRows.forEver;
import static io.photons.async.tests.StreamRows.ready;
import static io.photons.async.tests.StreamRows.rest;
import static io.photons.async.tests.StreamRows.row;
import static io.photons.async.tests.TickTable.at;
import static io.photons.async.tests.TickTable.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.photons.async.Action;
import io.photons.async.Async;
import io.photons.async.AsyncRuntime;
import io.photons.async.Deferred;
import io.photons.async.ErrorCatcher;
import io.photons.async.Promise;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import io.photons.async.testkit.LeakCheck;
import io.photons.async.testkit.Leaks;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("Closing a streamer")
@ExtendWith(LeakCheck.class)
class StreamCloseTest {

    private final Promise<Void> stop = Async.promise("stop");

    /** A body that takes its time to end after it was cancelled. */
    private static Action<InterruptedException> endingAfter(double seconds) {
        return () -> {
            try {
                forEver().run();
            } finally {
                Async.sleep(seconds(seconds));
            }
        };
    }

    @VirtualTimeTest
    @DisplayName(
            "S8 cancels what runs, waits for every finally block, and leaves nothing behind; no result comes after it")
    void cancelsAndWaits(VirtualTime time, Leaks leaks) throws Exception {
        leaks.watch(stop);
        List<String> told = new ArrayList<>();
        ResultStreamer<Integer, String> results = ResultStreamer.open(stop);
        Task<Integer> body =
                results.with("body").onDone(end -> told.add(row(end))).add(endingAfter(3));
        Task<Void> generator = results.with("generator")
                .onDone(end -> told.add(row(end)))
                .addGenerator(out -> endingAfter(5).run());
        Task<Integer> task = results.addTask("task", Async.background(() -> {
            endingAfter(4).run();
            return 3;
        }));
        results.addValue("value", 1);
        results.addValue("value", 2);
        Iterator<Result<Integer, String>> iterator = results.iterator();
        assertThat(iterator.hasNext()).isTrue();
        time.settle();
        results.close();

        assertThat(time.elapsed()).isEqualTo(seconds(5));
        assertThat(List.of(body, generator, task)).allMatch(Deferred::isCancelled);
        assertThat(told).containsExactly("body~", "generator~");
        assertThat(iterator.hasNext()).as("also what was fetched ahead").isFalse();
        assertThat(ready(results)).isEmpty();
        assertThat(rest(results)).isEmpty();
        assertThat(results.finalFuture().isCancelled()).isTrue();
        results.close();
        assertThat(stop.isDone()).isFalse();
        assertThat(stop.pendingCallbacks()).isZero();
    }

    @VirtualTimeTest
    @DisplayName("S8 a consumer that waits meanwhile comes to its end, and is given what was there")
    void aConsumerThatWaits(VirtualTime time) throws Exception {
        ResultStreamer<Integer, String> results = ResultStreamer.open();
        results.add("body", endingAfter(3));
        Task<List<String>> consumer = Async.background(() -> rest(results));
        time.settle();
        results.addValue("value", 1);
        results.close();
        assertThat(consumer.get()).isSubsetOf("value=1");
        assertThat(time.elapsed()).isEqualTo(seconds(3));
    }

    @VirtualTimeTest
    @DisplayName("S9 adding to a closed streamer cancels the work, tells onDone and catcher, and throws nothing")
    void addingToAClosedStreamer() throws Exception {
        List<String> told = new ArrayList<>();
        ResultStreamer<Integer, String> results = ResultStreamer.<Integer, String>options()
                .errorCatcher(failure -> told.add("caught " + row(failure)))
                .open();
        results.close();
        assertThat(results.with("body")
                        .onDone(end -> told.add(row(end)))
                        .add(() -> 1)
                        .isCancelled())
                .isTrue();
        Promise<Integer> promise = Async.promise("promise");
        assertThat(results.addTask("promise", promise).isCancelled()).isTrue();
        results.with("value").onDone(end -> told.add(row(end))).addValue(2);
        assertThat(told).containsExactly("caught body~", "body~", "caught promise~", "value=2");
        assertThat(rest(results)).isEmpty();
    }

    @VirtualTimeTest
    @DisplayName("S8 an exception out of the loop goes on when the work has ended, by close and by run")
    void anExceptionOutOfTheLoop(VirtualTime time) throws Exception {
        IOException broken = new IOException("broken");
        assertThat(catchThrowable(() -> {
                    try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
                        results.add("body", endingAfter(3));
                        results.addValue("value", 1);
                        for (Result<Integer, String> result : results) {
                            time.settle();
                            throw result.successful() ? broken : new AssertionError();
                        }
                    }
                }))
                .isSameAs(broken);
        assertThat(time.elapsed()).isEqualTo(seconds(3));

        assertThat(catchThrowable(() -> ResultStreamer.<Integer, String>options()
                        .run(stop, results -> {
                            results.add("body", endingAfter(4));
                            results.addValue("value", 1);
                            results.iterator().next();
                            time.settle();
                            throw broken;
                        })))
                .isSameAs(broken);
        assertThat(time.elapsed()).isEqualTo(seconds(7));
        assertThat(broken).hasNoSuppressedExceptions();
    }

    @VirtualTimeTest
    @DisplayName("S8 run returns what its body returns, when the work has ended")
    void runReturns(VirtualTime time) throws Exception {
        int sum = ResultStreamer.<Integer, String>options().run(stop, results -> {
            results.add("body", endingAfter(2));
            results.addValue("value", 5);
            time.settle();
            return results.iterator().next().value();
        });
        assertThat(sum).isEqualTo(5);
        assertThat(time.elapsed()).isEqualTo(seconds(2));
    }

    @VirtualTimeTest
    @DisplayName("H4 an interrupted close waits on and returns with the flag set; run throws InterruptedException")
    void anInterruptedClose(VirtualTime time) throws Exception {
        Thread main = Thread.currentThread();
        AsyncRuntime runtime = AsyncRuntime.current();
        ResultStreamer<Integer, String> results = ResultStreamer.open();
        results.add("body", endingAfter(5));
        time.settle();
        Task<Void> interrupting = at(time, 2, () -> runtime.interrupt(main));
        results.close();
        assertThat(time.elapsed()).isEqualTo(seconds(5));
        assertThat(Thread.interrupted()).isTrue();

        Task<Void> again = at(time, 6, () -> runtime.interrupt(main));
        assertThatThrownBy(() -> ResultStreamer.<Integer, String>options().run(stop, inner -> {
                    inner.add("body", endingAfter(5));
                    time.settle();
                    return 1;
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(time.elapsed()).isEqualTo(seconds(10));
        assertThat(Thread.interrupted()).isFalse();
        Async.waitForAll(interrupting, again);
    }

    @VirtualTimeTest
    @DisplayName("H4 who still runs when the grace is over is left behind with a warning, and its end is logged")
    void aStraggler(VirtualTime time) throws Exception {
        try (StreamLog log = new StreamLog()) {
            ResultStreamer<Integer, String> results = ResultStreamer.<Integer, String>options()
                    .name("S8 grace")
                    .grace(seconds(2))
                    .open();
            Task<Integer> quick = results.add("quick", endingAfter(1));
            Task<Void> straggler = results.addGenerator("straggler", out -> {
                try {
                    endingAfter(60).run();
                } finally {
                    assertThat(catchThrowable(() -> out.emit(1))).isNotNull();
                }
                throw new IllegalStateException("not reached");
            });
            Task<Integer> failing = results.add("failing", () -> {
                try {
                    endingAfter(70).run();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("S8 straggler failed", e);
                }
                return 1;
            });
            time.settle();
            results.close();
            assertThat(time.elapsed()).isEqualTo(seconds(2));
            assertThat(quick.isDone()).isTrue();
            assertThat(straggler.isDone()).isFalse();
            assertThat(log.entries("straggler")).isPositive();
            Async.waitForAll(straggler, failing);
            assertThat(rest(results)).isEmpty();
            assertThat(log.entries("has ended") + log.entries("failed")).isPositive();
        }
    }

    @VirtualTimeTest
    @DisplayName(
            "R4 E1 after the close, a straggler's end is told to the log, and neither to the catcher nor to onDone")
    void aStragglersEndAfterTheClose(VirtualTime time) throws Exception {
        try (StreamLog log = new StreamLog()) {
            List<Throwable> caught = new ArrayList<>();
            List<Object> done = new ArrayList<>();
            ResultStreamer<Integer, String> results = ResultStreamer.<Integer, String>options()
                    .grace(seconds(2))
                    .exceptionsOnly(ErrorCatcher.into(caught))
                    .open();
            IllegalStateException before = new IllegalStateException("R4 before the close returned");
            IllegalStateException after = new IllegalStateException("R4 after the close returned");
            results.with("before").onDone(done::add).add(() -> failAfter(1, before));
            Task<Integer> straggler = results.with("after").onDone(done::add).add(() -> failAfter(60, after));
            time.settle();
            results.close();
            assertThat(caught).containsExactly(before);
            assertThat(done).hasSize(1);

            Async.waitForAll(straggler);
            time.settle();
            assertThat(caught).containsExactly(before);
            assertThat(done).hasSize(1);
            assertThat(log.errors("R4 after the close returned")).isPositive();
        }
    }

    /** Ignores its cancellation, and fails that many seconds after it. */
    private static Integer failAfter(int seconds, RuntimeException error) throws InterruptedException {
        try {
            Async.sleep(seconds(1000));
        } catch (InterruptedException e) {
            Async.sleep(seconds(seconds));
        }
        throw error;
    }

    @VirtualTimeTest
    @DisplayName("W6 closing from inside is refused, and disturbs nothing")
    void closingFromInside(VirtualTime time) throws Exception {
        List<Throwable> thrown = new ArrayList<>();
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            results.add("body", () -> {
                thrown.add(catchThrowable(results::close));
                Async.withTimeout(() -> thrown.add(catchThrowable(results::close)));
                return 1;
            });
            results.with("generator")
                    .onEach(value -> thrown.add(catchThrowable(results::close)))
                    .onDone(end -> thrown.add(catchThrowable(results::close)))
                    .addGenerator(out -> out.emit(2));
            Promise<Integer> promise = Async.promise("promise");
            results.with("promise")
                    .onDone(end -> thrown.add(catchThrowable(results::close)))
                    .addTask(promise);
            time.settle();
            promise.complete(3);
            results.noMoreWork();
            assertThat(rest(results)).containsExactlyInAnyOrder("body=1", "generator=2", "promise=3");
            assertThat(thrown).hasSize(5).hasOnlyElementsOfType(IllegalStateException.class);
            assertThat(results.finalFuture().isDone()).isFalse();
        }
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("S8 a close at the instant at which work is added, emitted and taken leaves nothing running")
    void aCloseAtAnyInstant(VirtualTime time) throws Exception {
        List<Task<?>> added = new ArrayList<>();
        ResultStreamer<Integer, String> results =
                ResultStreamer.<Integer, String>options().capacity(1).open(stop);
        Task<Void> adding = Async.background(() -> {
            for (int i = 0; i < 3; i++) {
                added.add(results.add("body", () -> 1));
                added.add(results.addGenerator("generator", out -> {
                    out.emit(1);
                    out.emit(2);
                }));
                added.add(results.addTask("task", Async.background(() -> 3)));
                time.checkpoint();
            }
        });
        Task<List<String>> consumer = Async.background(() -> rest(results));
        time.checkpoint();
        results.close();
        List<Boolean> doneAtClose = added.stream().map(Deferred::isDone).toList();
        assertThat(results.poll(Duration.ZERO)).isEmpty();
        Async.waitForAll(adding, consumer);
        assertThat(doneAtClose).doesNotContain(false);
        Async.waitForAll(added);
        assertThat(results.poll(Duration.ZERO)).isEmpty();
        assertThat(stop.pendingCallbacks()).isZero();
        assertThat(time.elapsed()).isZero();
    }
}
