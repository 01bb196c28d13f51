package io.photons.async.tests;

import static io.photons.async.tests.StreamRows.forEver;
import static io.photons.async.tests.StreamRows.rest;
import static io.photons.async.tests.StreamRows.row;
import static io.photons.async.tests.TickTable.at;
import static io.photons.async.tests.TickTable.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.photons.async.Async;
import io.photons.async.Deferred;
import io.photons.async.Outcome;
import io.photons.async.Promise;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The final future of a streamer")
class StreamFinalFutureTest {

    private final Promise<Void> stop = Async.promise("stop");

    @VirtualTimeTest
    @DisplayName("S7 its end, of whichever kind, cancels running work and ends the iteration at that instant")
    void itsEndCancelsTheWork(VirtualTime time) throws Exception {
        itsEnd(time, given -> given.complete(null));
        itsEnd(time, given -> given.fail(new IllegalStateException("broken")));
        itsEnd(time, Deferred::cancel);
    }

    private static void itsEnd(VirtualTime time, Consumer<Promise<Void>> end) throws Exception {
        Promise<Void> given = Async.promise("given");
        long start = time.elapsed().toSeconds();
        Task<Void> ending = Async.background(() -> {
            Async.sleep(seconds(3));
            end.accept(given);
        });
        try (ResultStreamer<Integer, String> results = ResultStreamer.open(given)) {
            Task<Integer> body = results.add("body", forEver());
            Task<Void> generator =
                    results.addGenerator("generator", out -> forEver().run());
            Promise<Integer> promise = results.addTask("promise", Async.promise("promise"));
            assertThat(rest(results)).isEmpty();
            assertThat(time.elapsed().toSeconds() - start).isEqualTo(3);
            Async.waitForAll(body, generator, promise, ending);
            assertThat(List.of(body, generator, promise)).allMatch(Deferred::isCancelled);
            assertThat(results.finalFuture().isDone()).isTrue();
        }
    }

    @VirtualTimeTest
    @DisplayName("S7 what is on the stream is still given, and nothing comes after it, without a wait for the bodies")
    void whatIsOnTheStreamIsGiven(VirtualTime time) throws Exception {
        List<String> told = new ArrayList<>();
        List<String> caught = new ArrayList<>();
        try (ResultStreamer<Integer, String> results = ResultStreamer.<Integer, String>options()
                .errorCatcher(failure -> caught.add(row(failure)))
                .open(stop)) {
            results.addValue("value", 1);
            results.with("value in the end").onDone(end -> told.add(row(end))).add(() -> {
                try {
                    forEver().run();
                } catch (InterruptedException e) {
                    Async.sleep(seconds(5));
                }
                return 2;
            });
            results.with("error in the end").onDone(end -> told.add(row(end))).add(() -> {
                try {
                    forEver().run();
                } finally {
                    Async.sleep(seconds(6));
                    throwBroken();
                }
                return 2;
            });
            results.addGenerator("emitting in the end", out -> {
                try {
                    out.emit(3);
                    forEver().run();
                } finally {
                    told.add("emit: "
                            + catchThrowable(() -> out.emit(4)).getClass().getSimpleName());
                }
            });
            time.advance(seconds(1));
            stop.complete(null);
            assertThat(rest(results)).containsExactly("value=1", "emitting in the end=3");
            assertThat(time.elapsed()).isEqualTo(seconds(1));
        }
        assertThat(time.elapsed()).isEqualTo(seconds(7));
        assertThat(told)
                .containsExactly("emit: CancellationException", "value in the end=2", "error in the end!broken");
        assertThat(caught).containsExactly("emitting in the end~", "error in the end!broken");
    }

    @VirtualTimeTest(seeds = 20)
    @DisplayName("S7 F13 the iteration ends at that instant though callbacks that come before the streamer's still run")
    void itEndsThoughEarlierCallbacksStillRun(VirtualTime time) throws Exception {
        Promise<Void> release = Async.promise("release");
        stop.onDone(ended -> TaskReportTest.stubborn(release));
        List<String> ends = new ArrayList<>();
        try (ResultStreamer<Integer, String> results = ResultStreamer.open(stop)) {
            results.addValue("value", 1);
            Task<Void> ending = at(time, 1, () -> stop.complete(null));
            time.advance(seconds(2));
            assertThat(ending.isDone()).isFalse();
            assertThat(rest(results)).containsExactly("value=1");
            assertThat(results.poll(seconds(5))).isEmpty();
            ends.add("ended at " + time.elapsed().toSeconds());
            assertThat(results.add("late", forEver()).isCancelled()).isTrue();
            release.complete(null);
            Async.waitForAll(ending);
        }
        assertThat(ends).containsExactly("ended at 2");
    }

    private static void throwBroken() {
        throw new IllegalStateException("broken");
    }

    @VirtualTimeTest
    @DisplayName("S7 a blocked emit throws, also one on a thread that is not the generator's")
    void aBlockedEmitThrows(VirtualTime time) throws Exception {
        List<Throwable> thrown = new ArrayList<>();
        try (ResultStreamer<Integer, String> results =
                ResultStreamer.<Integer, String>options().capacity(1).open(stop)) {
            results.addGenerator("generator", out -> {
                out.emit(1);
                Task<Void> helper = Async.background(() -> {
                    thrown.add(catchThrowable(() -> out.emit(2)));
                });
                time.settle();
                Throwable own = catchThrowable(() -> out.emit(3));
                Async.waitForAll(helper);
                thrown.add(own);
            });
            time.advance(seconds(1));
            assertThat(thrown).isEmpty();
            stop.complete(null);
            time.settle();
            assertThat(thrown).hasSize(2);
            assertThat(thrown.get(0)).isInstanceOf(CancellationException.class).hasMessageContaining("stop");
            assertThat(thrown.get(1)).isInstanceOfAny(InterruptedException.class, CancellationException.class);
            assertThat(rest(results)).containsExactly("generator=1");
        }
    }

    @VirtualTimeTest
    @DisplayName("S7 callbacks of the given future that run first find the stream ended, and start nothing")
    void callbacksThatRunFirst(VirtualTime time) throws Exception {
        List<String> begun = new ArrayList<>();
        try (ResultStreamer<Integer, String> results =
                ResultStreamer.<Integer, String>options().maxConcurrent(1).open(stop)) {
            results.add("running", () -> {
                Async.sleep(seconds(3));
                return 1;
            });
            results.add("queued", () -> begun.add("queued") ? 2 : 0);
            Task<Void> ending = at(time, 1, () -> stop.complete(null));
            stop.onDone(ended -> {
                results.addValue("value", 3);
                results.add("late", () -> begun.add("late") ? 4 : 0);
                begunLater(time);
            });
            assertThat(rest(results)).isEmpty();
            Async.waitForAll(ending);
        }
        assertThat(begun).isEmpty();
        assertThat(time.elapsed()).isEqualTo(seconds(6));
    }

    private static void begunLater(VirtualTime time) {
        try {
            Async.sleep(seconds(5));
        } catch (InterruptedException e) {
            throw new AssertionError(time.toString(), e);
        }
    }

    @VirtualTimeTest
    @DisplayName("S9 work added after it is cancelled, not started, gives no result, and its callbacks are told")
    void workAddedAfterIt(VirtualTime time) throws Exception {
        List<String> told = new ArrayList<>();
        Task<Integer> slow = Async.background(() -> {
            try {
                forEver().run();
            } finally {
                Async.sleep(seconds(5));
            }
            return 1;
        });
        time.settle();
        try (ResultStreamer<Integer, String> results = ResultStreamer.open(stop)) {
            results.cancel("enough");
            assertThat(stop.isDone()).isFalse();
            Task<Integer> body =
                    results.with("body").onDone(end -> told.add(row(end))).add(() -> told.add("began") ? 1 : 0);
            Task<Void> generator = results.with("generator")
                    .onEach(value -> told.add("each"))
                    .onDone(end -> told.add(row(end)))
                    .addGenerator(out -> told.add("began"));
            results.with("slow").onDone(end -> told.add(row(end))).addTask(slow);
            assertThat(time.elapsed()).isZero();
            assertThat(body.outcome()).isEqualTo(new Outcome.Cancelled<>("enough"));
            assertThat(generator.isCancelled()).isTrue();
            assertThat(slow.isCancelling()).isTrue();
            assertThat(rest(results)).isEmpty();
        }
        assertThat(time.elapsed()).isEqualTo(seconds(5));
        assertThat(told).containsExactly("body~", "generator~", "slow~");
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("S9 work added at the instant at which it ends runs cancelled or not at all, and the close waits")
    void workAddedAtTheInstant(VirtualTime time) throws Exception {
        List<Task<Integer>> added = new ArrayList<>();
        List<String> rows;
        Task<Void> adding;
        try (ResultStreamer<Integer, String> results = ResultStreamer.open(stop)) {
            adding = Async.background(() -> {
                for (int i = 0; i < 4; i++) {
                    added.add(results.add("late", forEver()));
                    time.checkpoint();
                }
            });
            Task<Boolean> ending = Async.background(() -> stop.complete(null));
            rows = rest(results);
            Async.waitForAll(adding, ending);
        }
        assertThat(rows).isEmpty();
        assertThat(added).hasSize(4).allMatch(Deferred::isCancelled);
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("S7 nothing is put once a consumer has seen the end")
    void nothingIsPutOnceTheEndWasSeen(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open(stop)) {
            Promise<Integer> promise = results.addTask("promise", Async.promise("promise"));
            Task<Void> putting = Async.background(() -> {
                for (int i = 0; i < 4; i++) {
                    results.addValue("value", i);
                    time.checkpoint();
                }
                promise.complete(9);
            });
            results.addGenerator("generator", out -> {
                for (int i = 0; i < 4; i++) {
                    out.emit(i);
                }
            });
            Task<Boolean> ending = Async.background(() -> stop.complete(null));
            List<String> rows = rest(results);
            boolean ended = stop.isDone();
            Async.waitForAll(putting, ending);

            assertThat(ended).isTrue();
            assertThat(rows).doesNotHaveDuplicates();
            assertThat(rows).filteredOn(row -> row.startsWith("v")).isSorted();
            assertThat(StreamRows.ready(results)).isEmpty();
        }
    }
}
