package io.photons.async.tests;

import static io.photons.async.tests.StreamRows.failing;
import static io.photons.async.tests.StreamRows.forEver;
import static io.photons.async.tests.StreamRows.rest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.ErrorCatcher;
import io.photons.async.Promise;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import io.photons.async.ResultStreamerOptions;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The error catchers of a streamer")
class StreamErrorsTest {

    private final List<Result<Integer, String>> failures = new ArrayList<>();
    private final List<Throwable> errors = new ArrayList<>();

    /** Fails, is cancelled and succeeds in every way, and gives what came on the stream. */
    private static List<String> ways(ResultStreamerOptions<Integer, String> options, VirtualTime time, String error) {
        try (ResultStreamer<Integer, String> results = options.open()) {
            results.add("good", () -> 1);
            results.add("body", failing(error));
            results.add("cancelled", forEver()).cancel();
            results.addGenerator("generator", out -> {
                out.emit(2);
                throw new IllegalStateException(error);
            });
            Promise<Integer> promise = Async.promise("promise");
            results.addTask("promise", promise);
            Promise<Integer> dropped = Async.promise("dropped");
            results.addTask("dropped", dropped);
            time.settle();
            promise.fail(new IllegalStateException(error));
            dropped.cancel();
            results.noMoreWork();
            return rest(results);
        }
    }

    @VirtualTimeTest
    @DisplayName("S5 a catcher gets each unsuccessful result, cancellations too, and nothing is logged")
    void aCatcherGetsResults(VirtualTime time) {
        try (StreamLog log = new StreamLog()) {
            List<String> rows =
                    ways(ResultStreamer.<Integer, String>options().errorCatcher(failures::add), time, "S5 results");
            assertThat(rows)
                    .containsExactlyInAnyOrder(
                            "good=1",
                            "body!S5 results",
                            "cancelled~",
                            "generator=2",
                            "generator!S5 results",
                            "promise!S5 results",
                            "dropped~");
            assertThat(failures)
                    .extracting(StreamRows::row)
                    .containsExactlyInAnyOrder(
                            "body!S5 results", "cancelled~", "generator!S5 results", "promise!S5 results", "dropped~");
            assertThat(log.errors("S5 results")).isZero();
        }
    }

    @VirtualTimeTest
    @DisplayName("S5 a collection is added to, and its results are the very ones of the stream")
    void aCollectionIsAddedTo() {
        Collection<Result<?, ?>> collection = new ArrayList<>();
        List<Result<?, ?>> seen = new ArrayList<>();
        try (ResultStreamer<Integer, String> results = ResultStreamer.<Integer, String>options()
                .errorCatcher(collection)
                .open()) {
            results.add("body", failing("broken"));
            results.noMoreWork();
            results.forEach(seen::add);
        }
        assertThat(collection).containsExactlyElementsOf(seen).hasSize(1);
    }

    @VirtualTimeTest
    @DisplayName("S5 a catcher of exceptions gets the throwables, and no cancellation")
    void aCatcherOfExceptions(VirtualTime time) {
        try (StreamLog log = new StreamLog()) {
            ways(ResultStreamer.<Integer, String>options().exceptionsOnly(errors::add), time, "S5 exceptions");
            assertThat(errors)
                    .hasSize(3)
                    .allSatisfy(error -> assertThat(error)
                            .isExactlyInstanceOf(IllegalStateException.class)
                            .hasMessage("S5 exceptions"));
            assertThat(log.errors("S5 exceptions")).isZero();
        }
    }

    @VirtualTimeTest
    @DisplayName("S5 of two catchers each gets its own")
    void twoCatchers(VirtualTime time) {
        ways(
                ResultStreamer.<Integer, String>options()
                        .errorCatcher(failures::add)
                        .exceptionsOnly(ErrorCatcher.into(errors)),
                time,
                "broken");
        assertThat(failures).hasSize(5);
        assertThat(errors).hasSize(3);
    }

    @VirtualTimeTest
    @DisplayName("S5 a catcher that throws is logged, and neither the other one nor the stream misses anything")
    void aCatcherThatThrows(VirtualTime time) {
        try (StreamLog log = new StreamLog()) {
            List<String> rows = ways(
                    ResultStreamer.<Integer, String>options()
                            .errorCatcher(failure -> {
                                throw new IllegalStateException("S5 thrown");
                            })
                            .exceptionsOnly(error -> {
                                errors.add(error);
                                throw new IllegalStateException("S5 thrown, too");
                            }),
                    time,
                    "broken");
            assertThat(rows).hasSize(7);
            assertThat(errors).hasSize(3);
            assertThat(log.errors("S5 thrown")).isEqualTo(5);
            assertThat(log.errors("S5 thrown, too")).isEqualTo(3);
        }
    }

    @VirtualTimeTest
    @DisplayName("S5 without a catcher errors are logged, once each, besides being on the stream")
    void withoutACatcher() {
        try (StreamLog log = new StreamLog();
                ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            results.add("body", failing("S5 no catcher"));
            results.addGenerator("generator", out -> {
                throw new IllegalStateException("S5 no catcher");
            });
            results.noMoreWork();
            assertThat(rest(results)).hasSize(2);
            assertThat(log.errors("S5 no catcher")).isEqualTo(2);
        }
    }

    @VirtualTimeTest
    @DisplayName("E2 the error of a future that failed after the final future's end is logged if nobody else is told")
    void anErrorAfterTheEndIsLogged() {
        try (StreamLog log = new StreamLog();
                ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            Promise<Integer> failed = Async.promise("failed");
            failed.fail(new IllegalStateException("E2 told"));
            results.addTask("on the stream", failed);
            results.cancel();
            assertThat(log.errors("E2 told")).isZero();
            results.addTask("too late", failed);
            assertThat(log.errors("E2 told")).isOne();
            assertThat(rest(results)).containsExactly("on the stream!E2 told");
        }
    }

    @VirtualTimeTest
    @DisplayName("E3 a bad argument is refused, told by its name, and nothing has started")
    void aBadArgumentIsRefused() {
        ResultStreamerOptions<Integer, String> options = ResultStreamer.options();
        assertThatThrownBy(() -> options.capacity(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.maxConcurrent(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.grace(java.time.Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("grace");
        assertThatThrownBy(() -> options.grace(null)).hasMessage("grace");
        assertThatThrownBy(() -> options.name(null)).hasMessage("name");
        assertThatThrownBy(() -> options.open(null)).hasMessage("finalFuture");
        assertThatThrownBy(() -> options.exceptionsOnly(null)).hasMessage("catcher");
        assertThatThrownBy(() -> new Result<>("context", null)).hasMessage("outcome");
        try (ResultStreamer<Integer, String> results = options.open()) {
            assertThatThrownBy(() -> results.poll(null)).hasMessage("limit");
            assertThatThrownBy(() -> results.addTask("none", (Promise<Integer>) null))
                    .hasMessage("future");
            assertThatThrownBy(() -> results.addGenerator("none", null)).hasMessage("generator");
            assertThatThrownBy(() -> results.with("none").onDone(null)).hasMessage("callback");
            assertThatThrownBy(() -> results.with("none").onEach(null)).hasMessage("callback");
            assertThatThrownBy(() -> results.add("none", (java.util.concurrent.Callable<Integer>) null))
                    .hasMessage("body");
            results.noMoreWork();
            assertThat(rest(results)).isEmpty();
        }
    }
}
