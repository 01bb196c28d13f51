package io.photons.async.tests;

import static io.photons.async.tests.StreamRows.forEver;
import static io.photons.async.tests.StreamRows.ready;
import static io.photons.async.tests.StreamRows.rest;
import static io.photons.async.tests.StreamRows.row;
import static io.photons.async.tests.TickTable.at;
import static io.photons.async.tests.TickTable.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.AsyncRuntime;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The consumers of a stream")
class StreamConsumersTest {

    @VirtualTimeTest(seeds = 200)
    @DisplayName("S13 several iterators share the results, each of which goes to one, in order")
    void severalIteratorsShare() throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            List<Task<List<String>>> consumers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                consumers.add(Async.background(() -> rest(results)));
            }
            results.addGenerator("a", out -> {
                for (int i = 10; i < 20; i++) {
                    out.emit(i);
                }
            });
            results.add("b", () -> 1);
            results.noMoreWork();
            List<String> all = new ArrayList<>();
            for (Task<List<String>> consumer : consumers) {
                assertThat(consumer.get())
                        .filteredOn(row -> row.startsWith("a"))
                        .isSorted();
                all.addAll(consumer.get());
            }
            assertThat(all).hasSize(11).doesNotHaveDuplicates();
        }
    }

    @VirtualTimeTest
    @DisplayName("S13 who has waited longest gets the next result")
    void whoHasWaitedLongest(VirtualTime time) throws Exception {
        List<String> got = new ArrayList<>();
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            for (int i = 1; i <= 3; i++) {
                int number = i;
                at(time, i, () -> got.add(number + " " + row(results.iterator().next())));
            }
            time.advance(seconds(4));
            for (int i = 1; i <= 3; i++) {
                results.addValue("value", i);
                time.advance(seconds(1));
            }
        }
        assertThat(got).containsExactly("1 value=1", "2 value=2", "3 value=3");
    }

    @VirtualTimeTest
    @DisplayName("S13 poll takes what is there, waits as long as it may, and no longer than until a result comes")
    void pollTakesOne(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            results.addValue("value", 1);
            results.addValue("value", 2);
            assertThat(row(results.poll(Duration.ZERO))).isEqualTo("value=1");
            assertThat(row(results.poll(seconds(-1)))).isEqualTo("value=2");
            assertThat(results.poll(Duration.ZERO)).isEmpty();
            assertThat(results.poll(seconds(-1))).isEmpty();
            assertThat(time.elapsed()).isZero();

            assertThat(results.poll(seconds(3))).isEmpty();
            assertThat(time.elapsed()).isEqualTo(seconds(3));

            results.add("body", () -> {
                Async.sleep(seconds(2));
                return 3;
            });
            assertThat(row(results.poll(Duration.ofSeconds(Long.MAX_VALUE)))).isEqualTo("body=3");
            assertThat(time.elapsed()).isEqualTo(seconds(5));
            assertThat(AsyncRuntime.current().pendingTimers()).isZero();
        }
    }

    @VirtualTimeTest
    @DisplayName("S13 poll gives nothing, without a wait, once the iteration has ended")
    void pollAfterTheEnd(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            results.add("body", forEver());
            Task<Void> ending = at(time, 2, () -> results.cancel());
            assertThat(results.poll(seconds(9))).isEmpty();
            assertThat(time.elapsed()).isEqualTo(seconds(2));
            assertThat(results.poll(seconds(9))).isEmpty();
            assertThat(time.elapsed()).isEqualTo(seconds(2));
            Async.waitForAll(ending);
        }
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("S13 limits that end as results come lose none and give none twice, and leave none waiting")
    void limitsThatEndAsResultsCome(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results =
                ResultStreamer.<Integer, String>options().capacity(1).open()) {
            List<Task<List<String>>> consumers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                consumers.add(Async.background(() -> {
                    List<String> rows = new ArrayList<>();
                    for (int tries = 0; tries < 6; tries++) {
                        results.poll(seconds(1)).ifPresent(result -> rows.add(row(result)));
                    }
                    return rows;
                }));
            }
            List<String> all = new ArrayList<>();
            Task<Boolean> impatient = Async.task("impatient")
                    .silent()
                    .start(() -> all.add(row(results.iterator().next())));
            results.addGenerator("g", out -> {
                for (int i = 0; i < 4; i++) {
                    Async.sleep(seconds(1));
                    out.emit(i);
                }
            });
            for (int i = 0; i < 2; i++) {
                int value = i;
                results.add("body", () -> value);
            }
            time.advance(seconds(0.5));
            impatient.cancel();
            for (Task<List<String>> consumer : consumers) {
                all.addAll(consumer.get());
            }
            Async.waitForAll(impatient);
            time.advance(seconds(9));
            all.addAll(ready(results));
            assertThat(all).hasSize(6).doesNotHaveDuplicates();
        }
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("S13 a result for a consumer that is interrupted goes to the next")
    void aResultForAnInterruptedConsumer(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            List<Task<Optional<Result<Integer, String>>>> polls = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                polls.add(Async.background(() -> results.poll(seconds(99))));
            }
            time.settle();
            Task<Boolean> cancelling = Async.background(() -> polls.get(0).cancel());
            results.addValue("value", 1);
            results.addValue("value", 2);
            Async.waitForAll(cancelling);
            time.settle();
            List<String> rows = new ArrayList<>();
            for (Task<Optional<Result<Integer, String>>> poll : polls) {
                if (poll.isDone() && !poll.isCancelled()) {
                    rows.add(row(poll.get()));
                }
            }
            assertThat(rows).containsExactlyInAnyOrder("value=1", "value=2");
            assertThat(time.elapsed()).isZero();
        }
    }

    @VirtualTimeTest
    @DisplayName(
            "E4 an interrupt ends an iterator's wait by a CancellationException with the flag set, a poll's as usual")
    void anInterruptEndsAWait(VirtualTime time) throws Exception {
        Thread main = Thread.currentThread();
        AsyncRuntime runtime = AsyncRuntime.current();
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            Iterator<Result<Integer, String>> iterator = results.iterator();
            at(time, 1, () -> runtime.interrupt(main));
            assertThatThrownBy(iterator::hasNext)
                    .isInstanceOf(CancellationException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
            assertThat(time.elapsed()).isEqualTo(seconds(1));
            assertThatThrownBy(iterator::next).isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();

            at(time, 2, () -> runtime.interrupt(main));
            assertThatThrownBy(() -> results.poll(seconds(9))).isInstanceOf(InterruptedException.class);
            assertThat(time.elapsed()).isEqualTo(seconds(2));
            assertThat(Thread.interrupted()).isFalse();

            results.addValue("value", 1);
            runtime.interrupt(main);
            assertThatThrownBy(() -> results.poll(Duration.ZERO)).isInstanceOf(InterruptedException.class);
            assertThat(row(iterator.next())).as("nothing was lost").isEqualTo("value=1");
        }
    }
}
