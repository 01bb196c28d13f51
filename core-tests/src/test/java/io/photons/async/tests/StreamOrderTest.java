package io.photons.async.tests;

import static io.photons.async.tests.StreamRows.failing;
import static io.photons.async.tests.StreamRows.forEver;
import static io.photons.async.tests.StreamRows.ready;
import static io.photons.async.tests.StreamRows.rest;
import static io.photons.async.tests.StreamRows.row;
import static io.photons.async.tests.TickTable.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.Outcome;
import io.photons.async.Promise;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Results come as they arrive")
class StreamOrderTest {

    @VirtualTimeTest
    @DisplayName(
            "S1 takes bodies, values, tasks, other futures and generators, and S2 gives them in the order of arrival")
    void takesEveryKindOfWork(VirtualTime time) throws Exception {
        Promise<Integer> promise = Async.promise("promise");
        List<String> rows = new ArrayList<>();
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            results.add("body", () -> {
                Async.sleep(seconds(3));
                return 1;
            });
            results.add("action", () -> Async.sleep(seconds(2)));
            results.addTask("task", Async.background(() -> {
                Async.sleep(seconds(5));
                return 2;
            }));
            results.addTask("promise", promise);
            results.addGenerator("generator", out -> {
                Async.sleep(seconds(1));
                out.emit(10);
                Async.sleep(seconds(3));
                out.emit(11);
                promise.complete(3);
            });
            results.addValue("value", 0);
            results.noMoreWork();
            for (Result<Integer, String> result : results) {
                rows.add(time.elapsed().toSeconds() + " " + row(result));
            }
        }
        assertThat(rows)
                .containsExactly(
                        "0 value=0",
                        "1 generator=10",
                        "2 action=null",
                        "3 body=1",
                        "4 generator=11",
                        "4 promise=3",
                        "5 task=2");
    }

    @VirtualTimeTest
    @DisplayName("S1 takes work while results are taken: from the consumer, from its own tasks and from other threads")
    void takesWorkWhileResultsAreTaken(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            Task<Void> other = Async.background(() -> {
                Async.sleep(seconds(1));
                results.add("other", () -> {
                    Async.sleep(seconds(2));
                    results.addGenerator("inner", out -> {
                        results.addValue("innermost", 1);
                        out.emit(2);
                    });
                    return 3;
                });
            });
            List<String> rows = new ArrayList<>();
            for (Result<Integer, String> result : results) {
                rows.add(row(result));
                if (rows.size() == 3) {
                    results.addValue("consumer", 4);
                    results.noMoreWork();
                }
            }
            assertThat(rows).containsExactly("other=3", "innermost=1", "inner=2", "consumer=4");
            Async.waitForAll(other);
        }
    }

    @VirtualTimeTest
    @DisplayName("S1 gives back what was added: the task of a body, the future given, the end of a value")
    void givesBackWhatWasAdded() throws Exception {
        Promise<Integer> promise = Async.promise("promise");
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            Promise<Integer> same = results.addTask("promise", promise);
            assertThat(same).isSameAs(promise);
            assertThat(results.add("body", () -> 1).get()).isEqualTo(1);
            assertThat(results.addValue("value", 2).resultNow()).isEqualTo(2);
            assertThat(results.addGenerator("generator", out -> out.emit(3)).get())
                    .isNull();
            assertThat(ready(results)).containsExactly("body=1", "value=2", "generator=3");
        }
        assertThat(promise.isCancelled()).isTrue();
    }

    @VirtualTimeTest
    @DisplayName("S2 a future gives one result for each time that it was added, also when it has ended already")
    void aFutureAddedTwice() throws Exception {
        Promise<Integer> promise = Async.promise("promise");
        Promise<Integer> failed = Async.promise("failed");
        failed.fail(new IllegalStateException("broken"));
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            results.addTask("a", promise);
            results.addTask("b", promise);
            results.addTask("failed", failed);
            promise.complete(1);
            results.addTask("c", promise);
            assertThat(ready(results)).containsExactly("failed!broken", "a=1", "b=1", "c=1");
        }
    }

    @VirtualTimeTest(seeds = 100)
    @DisplayName("S2 a generator's values come in its order and its error after them, among those of others")
    void aGeneratorsValuesComeInOrder() throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.<Integer, String>options()
                .errorCatcher(failure -> {})
                .open()) {
            for (String name : List.of("a", "b", "c")) {
                results.addGenerator(name, out -> {
                    for (int i = 0; i < 5; i++) {
                        out.emit(i);
                    }
                    throw new IllegalStateException("end");
                });
            }
            results.noMoreWork();
            List<String> rows = rest(results);
            assertThat(rows).hasSize(18);
            for (String name : List.of("a", "b", "c")) {
                assertThat(rows)
                        .filteredOn(row -> row.startsWith(name))
                        .containsExactly(
                                name + "=0", name + "=1", name + "=2", name + "=3", name + "=4", name + "!end");
            }
        }
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("S2 what happened before arrives before, though other threads brought it")
    void whatHappenedBeforeArrivesBefore() throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            Promise<Void> baton = Async.promise("baton");
            results.addGenerator("first", out -> {
                out.emit(1);
                baton.complete(null);
            });
            results.add("second", () -> {
                baton.get();
                return 2;
            });
            results.add("adder", () -> {
                baton.get();
                results.addValue("third", 3);
                results.addValue("fourth", 4);
                return 5;
            });
            results.noMoreWork();
            List<String> rows = rest(results);
            assertThat(rows).hasSize(5).startsWith("first=1").containsSubsequence("third=3", "fourth=4", "adder=5");
        }
    }

    @VirtualTimeTest
    @DisplayName(
            "S3 a cancelled task gives a result that is cancelled, not successful, and has the reason as its error")
    void aCancelledTask(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            Task<Integer> running = results.add("running", forEver());
            Promise<Integer> promise = results.addTask("promise", Async.promise("promise"));
            time.settle();
            running.cancel("enough");
            promise.cancel("no more");
            results.noMoreWork();
            List<Result<Integer, String>> seen = new ArrayList<>();
            results.forEach(seen::add);

            assertThat(seen).extracting(StreamRows::row).containsExactlyInAnyOrder("running~", "promise~");
            for (Result<Integer, String> result : seen) {
                assertThat(result.successful()).isFalse();
                assertThat(result.outcome()).isInstanceOf(Outcome.Cancelled.class);
                assertThat(result.error())
                        .isInstanceOf(CancellationException.class)
                        .hasMessage(result.context().equals("running") ? "enough" : "no more");
                assertThatThrownBy(result::value).isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @VirtualTimeTest
    @DisplayName("S3 a failed task gives a result with its very error, a successful one has none")
    void aFailedTask() throws Exception {
        try (StreamLog log = new StreamLog();
                ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            Task<Integer> failed = results.add("failed", failing("S3 failed"));
            results.add("good", () -> 1);
            results.noMoreWork();
            List<Result<Integer, String>> seen = new ArrayList<>();
            results.forEach(seen::add);

            assertThat(seen).extracting(StreamRows::row).containsExactly("failed!S3 failed", "good=1");
            assertThat(seen.get(0).successful()).isFalse();
            assertThat(seen.get(0).error()).isSameAs(failed.exceptionNow());
            assertThatThrownBy(() -> seen.get(0).value()).hasCause(failed.exceptionNow());
            assertThat(seen.get(1).successful()).isTrue();
            assertThat(seen.get(1).error()).isNull();
            assertThat(seen.get(1).value()).isEqualTo(1);
            assertThat(log.errors("S3 failed")).isOne();
        }
    }

    @VirtualTimeTest
    @DisplayName("S3 a generator that is cancelled by itself gives its values and then the cancellation")
    void aCancelledGenerator(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            Task<Void> generator = results.addGenerator("generator", out -> {
                out.emit(1);
                forEver().run();
            });
            time.settle();
            generator.cancel();
            results.noMoreWork();
            assertThat(rest(results)).containsExactly("generator=1", "generator~");
        }
    }
}
