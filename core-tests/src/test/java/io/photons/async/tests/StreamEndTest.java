package io.photons.async.tests;

import static io.photons.async.tests.StreamRows.forEver;
import static io.photons.async.tests.StreamRows.rest;
import static io.photons.async.tests.StreamRows.row;
import static io.photons.async.tests.TickTable.at;
import static io.photons.async.tests.TickTable.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The end of a stream without more work")
class StreamEndTest {

    @VirtualTimeTest
    @DisplayName("S6 with no work at all the iteration ends at once")
    void withNoWork(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            results.noMoreWork();
            results.noMoreWork();
            Iterator<Result<Integer, String>> iterator = results.iterator();
            assertThat(iterator.hasNext()).isFalse();
            assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
            assertThat(results.poll(Duration.ofDays(1))).isEmpty();
            assertThat(time.elapsed()).isZero();
        }
    }

    @VirtualTimeTest
    @DisplayName("S6 a streamer shows its name and how much work it holds")
    void showsHowMuchItHolds(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results =
                        ResultStreamer.<Integer, String>options().name("pages").open();
                ResultStreamer<Integer, String> nameless = ResultStreamer.open()) {
            results.add("body", forEver());
            results.addTask("promise", Async.promise("promise"));
            time.settle();
            assertThat(results).hasToString("ResultStreamer#pages(2 pending)");
            assertThat(results.pending()).isEqualTo(2);
            assertThat(nameless).hasToString("ResultStreamer(0 pending)");
        }
    }

    @VirtualTimeTest
    @DisplayName("S6 a consumer that waits on an empty stream wakes up")
    void aWaitingConsumerWakesUp(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            Task<Void> ending = at(time, 3, results::noMoreWork);
            assertThat(rest(results)).isEmpty();
            assertThat(time.elapsed()).isEqualTo(seconds(3));
            Async.waitForAll(ending);
        }
    }

    @VirtualTimeTest
    @DisplayName("S6 without it a consumer waits on, though nothing runs")
    void withoutItAConsumerWaits(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            results.addValue("value", 1);
            Task<Void> adding = at(time, 50, () -> results.addValue("late", 2));
            Iterator<Result<Integer, String>> iterator = results.iterator();
            iterator.next();
            assertThat(row(iterator.next())).isEqualTo("late=2");
            assertThat(time.elapsed()).isEqualTo(seconds(50));
            Async.waitForAll(adding);
        }
    }

    @VirtualTimeTest
    @DisplayName("S6 called before the results were taken, or in the middle of the work, all of them are given first")
    void allResultsAreGivenFirst(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            results.addValue("value", 1);
            results.add("slow", () -> {
                Async.sleep(seconds(5));
                return 2;
            });
            results.addTask("slower", Async.background(() -> {
                Async.sleep(seconds(7));
                return 3;
            }));
            Task<Void> ending = at(time, 2, results::noMoreWork);
            assertThat(rest(results)).containsExactly("value=1", "slow=2", "slower=3");
            assertThat(time.elapsed()).isEqualTo(seconds(7));
            assertThat(rest(results)).as("a second iterator").isEmpty();
            Async.waitForAll(ending);
        }
    }

    @VirtualTimeTest
    @DisplayName("S6 a generator that gives nothing, and one whose end comes long after its last value, end it too")
    void generatorsWithoutALastValue(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            results.addGenerator("nothing", out -> Async.sleep(seconds(3)));
            results.addGenerator("early", out -> {
                out.emit(1);
                Async.sleep(seconds(6));
            });
            results.noMoreWork();
            assertThat(rest(results)).containsExactly("early=1");
            assertThat(time.elapsed()).isEqualTo(seconds(6));
        }
    }

    @VirtualTimeTest(seeds = 100)
    @DisplayName("S6 work that running work, its onEach and its onDone add afterwards is done, too")
    void workAddedByWork() throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            results.with("a").onDone(end -> results.add("a done", () -> 2)).add(() -> {
                results.addGenerator("b", out -> {
                    Async.sleep(seconds(1));
                    out.emit(3);
                    results.addValue("late", 4);
                });
                return 1;
            });
            results.with("c")
                    .onEach(value -> results.addValue("c each", 6))
                    .onDone(end -> results.addTask("c done", Async.background(() -> 7)))
                    .addGenerator(out -> out.emit(5));
            results.noMoreWork();

            assertThat(rest(results))
                    .containsExactlyInAnyOrder("a=1", "a done=2", "b=3", "late=4", "c=5", "c each=6", "c done=7");
        }
    }

    @VirtualTimeTest(seeds = 100)
    @DisplayName("S6 work that the consumer's loop adds is done, too, also with the last result in hand")
    void workAddedByTheConsumer() throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            results.addValue("one", 1);
            results.noMoreWork();
            List<String> rows = new ArrayList<>();
            for (Result<Integer, String> result : results) {
                rows.add(row(result));
                if (result.value() < 4) {
                    int next = result.value() + 1;
                    assertThat(results.add("more", () -> next).isCancelled()).isFalse();
                }
            }
            assertThat(rows).containsExactly("one=1", "more=2", "more=3", "more=4");
        }
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("S6 at the instant of the last results the call loses none, and the consumer ends")
    void atTheInstantOfTheLastResults(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            Task<Void> ending = Async.background(() -> {
                time.checkpoint();
                results.noMoreWork();
            });
            results.add("a", () -> 1);
            results.addGenerator("b", out -> out.emit(2));
            results.addTask("c", Async.background(() -> 3));
            assertThat(rest(results)).contains("a=1", "b=2", "c=3").hasSize(3);
            Async.waitForAll(ending);
        }
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("S9 work added while the iteration ends either gives its result or is refused")
    void addedWhileTheIterationEnds(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            List<Task<Integer>> added = new ArrayList<>();
            results.add("a", () -> 1);
            Task<Void> adding = Async.background(() -> {
                for (int i = 0; i < 5; i++) {
                    added.add(results.add("late", () -> 2));
                    time.checkpoint();
                }
            });
            results.noMoreWork();
            List<String> rows = rest(results);
            Async.waitForAll(adding);
            Async.waitForAll(added);

            long done = added.stream().filter(task -> !task.isCancelled()).count();
            assertThat(rows).contains("a=1").hasSize((int) done + 1).doesNotContain("late~");
            assertThat(results.poll(Duration.ZERO)).isEmpty();
        }
    }

    @VirtualTimeTest
    @DisplayName("S9 once the iteration has ended, work is cancelled, not started, and gives no result")
    void afterTheIterationHasEnded(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            results.noMoreWork();
            assertThat(rest(results)).isEmpty();

            List<String> begun = new ArrayList<>();
            assertThat(results.add("late", () -> begun.add("body") ? 1 : 0).isCancelled())
                    .isTrue();
            assertThat(results.addGenerator("late", out -> begun.add("generator"))
                            .isCancelled())
                    .isTrue();
            assertThat(results.addTask("late", Async.<Integer>promise("late")).isCancelled())
                    .isTrue();
            results.addValue("late", 1);
            time.settle();
            assertThat(begun).isEmpty();
            assertThat(rest(results)).isEmpty();
            assertThat(results.poll(seconds(1))).isEmpty();
            assertThat(results.finalFuture().isDone()).isFalse();
        }
    }

    @VirtualTimeTest
    @DisplayName("S9 the close waits for a task that was added once the iteration had ended")
    void theCloseWaitsForALateTask(VirtualTime time) throws Exception {
        Task<Integer> late = Async.background(() -> {
            try {
                forEver().run();
            } finally {
                Async.sleep(seconds(5));
            }
            return 1;
        });
        ResultStreamer<Integer, String> results = ResultStreamer.open();
        results.noMoreWork();
        assertThat(rest(results)).isEmpty();
        time.settle();
        results.addTask("late", late);
        assertThat(late.isCancelling()).isTrue();
        assertThat(time.elapsed()).as("the add does not wait").isZero();

        results.close();
        assertThat(late.isCancelled()).isTrue();
        assertThat(time.elapsed()).isEqualTo(seconds(5));
    }
}
