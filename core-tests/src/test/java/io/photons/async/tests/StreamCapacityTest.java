package io.photons.async.tests;

import static io.photons.async.tests.StreamRows.forEver;
import static io.photons.async.tests.StreamRows.ready;
import static io.photons.async.tests.StreamRows.rest;
import static io.photons.async.tests.StreamRows.row;
import static io.photons.async.tests.TickTable.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.photons.async.Async;
import io.photons.async.Deferred;
import io.photons.async.Promise;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The capacity of a stream")
class StreamCapacityTest {

    private final List<String> seen = new ArrayList<>();

    private static ResultStreamer<Integer, String> withRoomFor(int results) {
        return ResultStreamer.<Integer, String>options().capacity(results).open();
    }

    @VirtualTimeTest
    @DisplayName("S10 an emit waits while as many results wait, and goes on when one is taken")
    void anEmitWaitsForRoom(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = withRoomFor(2)) {
            results.addGenerator("g", out -> {
                for (int i = 1; i <= 4; i++) {
                    out.emit(i);
                    seen.add("emitted " + i + " at " + time.elapsed().toSeconds());
                }
            });
            for (int i = 0; i < 4; i++) {
                time.advance(seconds(10));
                seen.add("took " + row(results.poll(Duration.ZERO)));
            }
            time.settle();
        }
        assertThat(seen)
                .containsExactly(
                        "emitted 1 at 0",
                        "emitted 2 at 0",
                        "took g=1",
                        "emitted 3 at 10",
                        "took g=2",
                        "emitted 4 at 20",
                        "took g=3",
                        "took g=4");
    }

    @VirtualTimeTest
    @DisplayName("S10 without a capacity nothing waits")
    void withoutACapacity(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            Task<Void> generator = results.addGenerator("g", out -> {
                for (int i = 0; i < 10_000; i++) {
                    out.emit(i);
                }
            });
            time.settle();
            assertThat(generator.isDone()).isTrue();
            assertThat(ready(results)).hasSize(10_000);
        }
    }

    @VirtualTimeTest
    @DisplayName("S10 a hasNext that fetches ahead makes room (S13)")
    void hasNextMakesRoom(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = withRoomFor(1)) {
            Task<Void> generator = results.addGenerator("g", out -> {
                out.emit(1);
                out.emit(2);
            });
            time.settle();
            assertThat(generator.isDone()).isFalse();
            Iterator<Result<Integer, String>> iterator = results.iterator();
            assertThat(iterator.hasNext()).isTrue();
            time.settle();
            assertThat(generator.isDone()).isTrue();
            assertThat(row(iterator.next())).isEqualTo("g=1");
        }
    }

    @VirtualTimeTest
    @DisplayName("S10 a cancelled producer stops waiting, puts nothing, and another one gets the room")
    void aCancelledProducerStopsWaiting(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = withRoomFor(1)) {
            Promise<Void> start = Async.promise("start");
            Task<Void> cancelled = results.addGenerator("cancelled", out -> {
                start.get();
                seen.add(catchThrowable(() -> out.emit(2)).getClass().getSimpleName());
            });
            results.addGenerator("other", out -> {
                start.get();
                out.emit(3);
            });
            time.settle();
            results.addValue("value", 1);
            start.complete(null);
            time.settle();
            cancelled.cancel();
            time.settle();
            assertThat(seen).hasSize(1).first().asString().matches("InterruptedException|Woken");
            assertThat(cancelled.isDone()).isTrue();
            results.noMoreWork();
            assertThat(rest(results)).containsExactly("value=1", "other=3");
        }
    }

    @VirtualTimeTest
    @DisplayName("S10 bodies' results, values and futures find room where there is none")
    void othersFindRoom(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = withRoomFor(1)) {
            Promise<Integer> promise = results.addTask("promise", Async.promise("promise"));
            for (int i = 0; i < 3; i++) {
                results.add("body", () -> {
                    Async.sleep(seconds(1));
                    return 1;
                });
            }
            Task<Void> broken = results.addGenerator("generator", out -> {
                out.emit(2);
                Async.sleep(seconds(1));
                throw new IllegalStateException("end");
            });
            time.settle();
            results.addValue("value", 3);
            promise.complete(4);
            time.advance(seconds(1));
            assertThat(broken.isDone()).as("its end does not wait").isTrue();
            assertThat(ready(results))
                    .containsExactlyInAnyOrder(
                            "generator=2", "value=3", "promise=4", "body=1", "body=1", "body=1", "generator!end");
        }
    }

    @VirtualTimeTest
    @DisplayName("S10 while as many results wait no further body and no generator is started, and in order afterwards")
    void noFurtherBodyIsStarted(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = withRoomFor(2)) {
            results.addValue("value", 1);
            results.addValue("value", 2);
            results.add("body", () -> seen.add("body") ? 3 : 0);
            results.addGenerator("generator", out -> {
                seen.add("generator");
                out.emit(4);
            });
            time.advance(seconds(10));
            assertThat(seen).isEmpty();
            assertThat(row(results.poll(Duration.ZERO))).isEqualTo("value=1");
            time.settle();
            assertThat(seen).containsExactly("body", "generator");
            results.noMoreWork();
            assertThat(rest(results)).containsExactly("value=2", "body=3", "generator=4");
        }
    }

    @VirtualTimeTest
    @DisplayName("S10 nor is one started of a streamer that has a final future")
    void noFurtherBodyIsStartedBesideAFinalFuture(VirtualTime time) throws Exception {
        Promise<Void> stop = Async.promise("stop");
        try (ResultStreamer<Integer, String> results =
                ResultStreamer.<Integer, String>options().capacity(1).open(stop)) {
            results.addValue("value", 1);
            results.add("body", () -> seen.add("body") ? 2 : 0);
            time.advance(seconds(10));
            assertThat(seen).isEmpty();
            results.noMoreWork();
            assertThat(rest(results)).containsExactly("value=1", "body=2");
        }
        assertThat(stop.isDone()).isFalse();
    }

    @VirtualTimeTest
    @DisplayName("S10 with one slot, too, a body that waits for room is started when a result is taken")
    void withOneSlot(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.<Integer, String>options()
                .capacity(1)
                .maxConcurrent(1)
                .open()) {
            for (int i = 1; i <= 4; i++) {
                int value = i;
                results.add("body", () -> {
                    seen.add("began " + value);
                    return value;
                });
            }
            results.noMoreWork();
            for (Result<Integer, String> result : results) {
                seen.add(row(result));
                time.settle();
            }
        }
        assertThat(seen)
                .containsExactly("began 1", "body=1", "began 2", "body=2", "began 3", "body=3", "began 4", "body=4");
    }

    @VirtualTimeTest
    @DisplayName("S10 work that waits for room is cancelled without having begun")
    void queuedWorkIsCancelled(VirtualTime time) throws Exception {
        Task<Integer> own;
        Task<Integer> byClose;
        try (ResultStreamer<Integer, String> results = withRoomFor(1)) {
            results.addValue("value", 1);
            own = results.add("own", () -> seen.add("own") ? 1 : 0);
            byClose = results.add("close", () -> seen.add("close") ? 1 : 0);
            own.cancel();
            assertThat(own.isCancelled()).isTrue();
            assertThat(ready(results)).startsWith("value=1", "own~");
            results.addValue("value", 2);
            byClose = results.add("close", () -> seen.add("again") ? 1 : 0);
        }
        time.settle();
        assertThat(byClose.isCancelled()).isTrue();
        assertThat(seen).doesNotContain("own", "again");
    }

    @VirtualTimeTest
    @DisplayName("S10 the end of the work is noticed though the stream is full")
    void theEndIsNoticedThoughItIsFull(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = withRoomFor(1)) {
            Task<Void> generator = results.with("g")
                    .onDone(end -> seen.add(row(end)))
                    .addGenerator(out -> {
                        out.emit(1);
                        Async.sleep(seconds(1));
                    });
            time.settle();
            results.addValue("value", 2);
            time.advance(seconds(1));
            assertThat(generator.isDone()).isTrue();
            assertThat(seen).containsExactly("g=null");
            results.noMoreWork();
            assertThat(rest(results)).containsExactlyInAnyOrder("g=1", "value=2");
        }
    }

    @VirtualTimeTest(seeds = 100)
    @DisplayName(
            "S10 emitters get room in the order in which they began to wait, also when more work is ruled out meanwhile")
    void emittersGetRoomInOrder(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = withRoomFor(1)) {
            Promise<Void> start = Async.promise("start");
            for (int i = 1; i <= 4; i++) {
                int value = i;
                results.addGenerator("g", out -> {
                    start.get();
                    Async.sleep(seconds(value));
                    out.emit(value);
                });
            }
            time.settle();
            results.addValue("value", 0);
            start.complete(null);
            time.advance(seconds(5));
            results.noMoreWork();
            time.settle();
            List<String> rows = new ArrayList<>();
            for (Result<Integer, String> result : results) {
                rows.add(row(result));
                time.settle();
            }
            assertThat(rows).containsExactly("value=0", "g=1", "g=2", "g=3", "g=4");
        }
    }

    @VirtualTimeTest(seeds = 20)
    @DisplayName("S10 room for two that is made at once goes to two emitters that wait")
    void roomForTwoGoesToTwo(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = withRoomFor(2)) {
            Promise<Void> start = Async.promise("start");
            for (int i = 1; i <= 3; i++) {
                int value = i;
                results.addGenerator("g", out -> {
                    start.get();
                    Async.sleep(seconds(value));
                    out.emit(value);
                    seen.add("emitted " + value);
                });
            }
            time.settle();
            results.addValue("value", 1);
            results.addValue("value", 2);
            start.complete(null);
            time.advance(seconds(4));
            assertThat(seen).isEmpty();
            results.poll(Duration.ZERO);
            results.poll(Duration.ZERO);
            time.settle();
            assertThat(seen).containsExactlyInAnyOrder("emitted 1", "emitted 2");
        }
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("S10 room that is made for an emitter at the instant of its cancellation goes to the next one")
    void roomForACancelledEmitterGoesToTheNext(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = withRoomFor(1)) {
            List<Task<Void>> emitters = new ArrayList<>();
            results.addGenerator("g", out -> {
                out.emit(0);
                for (int i = 1; i <= 3; i++) {
                    int value = i;
                    emitters.add(Async.background(() -> out.emit(value)));
                }
                Async.waitForAll(emitters);
            });
            time.settle();
            assertThat(emitters).hasSize(3).noneMatch(Deferred::isDone);
            Task<Void> cancelling = Async.background(() -> {
                emitters.get(0).cancel();
                emitters.get(1).cancel();
            });
            results.noMoreWork();
            assertThat(row(results.poll(Duration.ZERO))).isEqualTo("g=0");
            Async.waitForAll(cancelling);
            List<String> rows = rest(results);

            assertThat(emitters.get(2).isCancelled()).isFalse();
            assertThat(emitters).filteredOn(emitter -> !emitter.isCancelled()).hasSameSizeAs(rows);
            assertThat(rows).contains("g=3");
        }
    }

    @VirtualTimeTest
    @DisplayName("S4 a thread of a generator that still waits for room when that has ended puts nothing after the end")
    void aThreadThatWaitsBeyondTheEnd(VirtualTime time) throws Exception {
        List<Task<Void>> helpers = new ArrayList<>();
        try (ResultStreamer<Integer, String> results = withRoomFor(1)) {
            results.addGenerator("g", out -> {
                out.emit(1);
                helpers.add(Async.task("helper").silent().start(() -> out.emit(2)));
                Async.sleep(seconds(1));
            });
            time.advance(seconds(2));
            assertThat(ready(results)).containsExactly("g=1");
            Async.waitForAll(helpers);
            assertThat(helpers.get(0).exceptionNow()).isInstanceOf(IllegalStateException.class);
            assertThat(ready(results)).isEmpty();
            results.add("unused", forEver());
        }
    }

    @VirtualTimeTest
    @DisplayName("S10 room that such a thread was called for and does not use goes to the next emitter")
    void roomThatIsNotUsedGoesToTheNext(VirtualTime time) throws Exception {
        List<Task<Void>> helpers = new ArrayList<>();
        try (ResultStreamer<Integer, String> results = withRoomFor(1)) {
            results.addGenerator("next", out -> {
                Async.sleep(Duration.ofMillis(1500));
                out.emit(3);
            });
            results.addGenerator("g", out -> {
                out.emit(1);
                helpers.add(Async.task("helper").silent().start(() -> out.emit(2)));
                Async.sleep(seconds(1));
            });
            time.advance(seconds(2));
            assertThat(ready(results)).containsExactly("g=1");
            Async.waitForAll(helpers);
            time.settle();
            assertThat(results.poll(Duration.ZERO).map(Result::context)).contains("next");
        }
    }
}
