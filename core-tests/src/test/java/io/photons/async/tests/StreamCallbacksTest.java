package io.photons.async.tests;

import static io.photons.async.tests.StreamRows.failing;
import static io.photons.async.tests.StreamRows.forEver;
import static io.photons.async.tests.StreamRows.ready;
import static io.photons.async.tests.StreamRows.rest;
import static io.photons.async.tests.StreamRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.Outcome;
import io.photons.async.Promise;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import io.photons.async.StreamWork;
import io.photons.async.Task;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The callbacks of a streamer's work")
class StreamCallbacksTest {

    private final List<String> told = new ArrayList<>();

    private void done(Result<Integer, String> result) {
        told.add("done " + row(result));
    }

    private void each(Result<Integer, String> result) {
        told.add("each " + row(result));
    }

    @VirtualTimeTest
    @DisplayName("S4 onDone is called once for each kind of work, with its result")
    void onDoneIsCalledOnce(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.<Integer, String>options()
                .errorCatcher(failure -> {})
                .open()) {
            results.with("value").onDone(this::done).onEach(this::each).addValue(1);
            results.with("ended").onDone(this::done).addTask(results.addValue("silent", 2));
            results.with("body").onDone(this::done).onEach(this::each).add(() -> 3);
            results.with("action").onDone(this::done).add(() -> {});
            results.with("failed").onDone(this::done).add(failing("broken"));
            results.with("cancelled").onDone(this::done).add(forEver()).cancel();
            Promise<Integer> promise = results.with("promise")
                    .onDone(this::done)
                    .onEach(this::each)
                    .addTask(Async.promise("promise"));
            time.settle();
            promise.cancel();
            results.noMoreWork();
            assertThat(rest(results)).hasSize(8);
        }
        assertThat(told)
                .containsExactlyInAnyOrder(
                        "done value=1",
                        "done ended=2",
                        "done body=3",
                        "done action=null",
                        "done failed!broken",
                        "done cancelled~",
                        "done promise~");
    }

    @VirtualTimeTest
    @DisplayName("S4 a generator's onDone gets its end and never a value, its onEach each value and never the end")
    void aGeneratorsCallbacks(VirtualTime time) throws Exception {
        List<Result<Integer, String>> ends = new ArrayList<>();
        try (ResultStreamer<Integer, String> results = ResultStreamer.<Integer, String>options()
                .errorCatcher(failure -> {})
                .open()) {
            StreamWork<Integer, String> good = results.with("good")
                    .onEach(this::each)
                    .onDone(end -> {
                        done(end);
                        ends.add(end);
                    });
            good.addGenerator(out -> {
                out.emit(1);
                out.emit(2);
            });
            time.settle();
            results.with("bad").onEach(this::each).onDone(this::done).addGenerator(out -> {
                out.emit(3);
                throw new IllegalStateException("broken");
            });
            time.settle();
            Task<Void> cancelled = results.with("cancelled")
                    .onDone(this::done)
                    .addGenerator(out -> forEver().run());
            time.settle();
            Async.cancelAndWait(cancelled);
            assertThat(ready(results)).containsExactly("good=1", "good=2", "bad=3", "bad!broken", "cancelled~");
        }
        assertThat(told)
                .containsExactly(
                        "each good=1",
                        "each good=2",
                        "done good=null",
                        "each bad=3",
                        "done bad!broken",
                        "done cancelled~");
        assertThat(ends).containsExactly(new Result<>("good", new Outcome.Success<>(null)));
    }

    @VirtualTimeTest
    @DisplayName("S4 a callback finds on the stream what it is told of")
    void aCallbackFindsTheResult() throws Exception {
        List<String> found = new ArrayList<>();
        Consumer<Result<Integer, String>> take = result -> {
            try {
                found.add(row(result) + " with " + ready(streamed));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            streamed = results;
            Async.waitForAll(results.with("body").onDone(take).add(() -> 1));
            results.with("value").onDone(take).addValue(2);
            Async.waitForAll(results.with("generator").onEach(take).onDone(take).addGenerator(out -> {
                out.emit(3);
                out.emit(4);
            }));
            Task<Void> last = results.with("last").onDone(take).addGenerator(out -> out.emit(5));
            Async.waitForAll(last);
            results.noMoreWork();
            assertThat(rest(results)).isEmpty();
        }
        assertThat(found)
                .containsExactly(
                        "body=1 with [body=1]",
                        "value=2 with [value=2]",
                        "generator=3 with [generator=3]",
                        "generator=4 with [generator=4]",
                        "generator=null with []",
                        "last=null with [last=5]");
    }

    private ResultStreamer<Integer, String> streamed;

    @VirtualTimeTest
    @DisplayName("S4 a callback that throws is logged and stalls nothing")
    void aCallbackThatThrows() throws Exception {
        Consumer<Result<Integer, String>> broken = result -> {
            throw new IllegalStateException("S4 callback " + row(result));
        };
        try (StreamLog log = new StreamLog();
                ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            results.with("value").onDone(broken).addValue(1);
            results.with("body").onDone(broken).add(() -> 2);
            results.with("generator").onEach(broken).onDone(broken).addGenerator(out -> {
                out.emit(3);
                out.emit(4);
            });
            results.noMoreWork();

            assertThat(rest(results)).containsExactly("value=1", "body=2", "generator=3", "generator=4");
            for (String row : List.of("value=1", "body=2", "generator=3", "generator=4", "generator=null")) {
                assertThat(log.errors("S4 callback " + row)).as(row).isOne();
            }
        }
    }

    @VirtualTimeTest
    @DisplayName("S4 values that are not taken, and work that is refused, are told to onDone alone")
    void refusedWorkIsToldToOnDone(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            Task<Integer> running = results.with("running").onDone(this::done).add(forEver());
            time.settle();
            results.cancel();
            Task<Integer> late = results.with("late").onDone(this::done).add(() -> 1);
            results.with("value").onDone(this::done).addValue(2);
            assertThat(late.isCancelled()).isTrue();
            assertThat(rest(results)).isEmpty();
            Async.waitForAll(running);
        }
        assertThat(told).containsExactlyInAnyOrder("done late~", "done value=2", "done running~");
    }
}
