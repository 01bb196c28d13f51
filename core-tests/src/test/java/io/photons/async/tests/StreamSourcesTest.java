package io.photons.async.tests;

import static io.photons.async.tests.StreamRows.ready;
import static io.photons.async.tests.StreamRows.rest;
import static io.photons.async.tests.StreamRows.row;
import static io.photons.async.tests.TickTable.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.Generator;
import io.photons.async.Promise;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import io.photons.async.TaskTree;
import io.photons.async.testkit.LeakCheck;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("Generators made from publishers, iterables and streams")
class StreamSourcesTest {

    private final List<String> seen = new ArrayList<>();

    /** A publisher played by hand, on the thread of the test. */
    private static final class Hand implements Flow.Publisher<Integer>, Flow.Subscription {

        Flow.Subscriber<? super Integer> subscriber;
        long requested;
        long given;
        int cancelled;

        @Override
        public void subscribe(Flow.Subscriber<? super Integer> subscribing) {
            subscriber = subscribing;
            subscribing.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            requested += n;
        }

        @Override
        public void cancel() {
            cancelled++;
        }

        void give(int... values) {
            for (int value : values) {
                given++;
                subscriber.onNext(value);
            }
        }
    }

    private static ResultStreamer<Integer, String> open() {
        return ResultStreamer.<Integer, String>options()
                .errorCatcher(failure -> {})
                .open();
    }

    // ---- publishers

    @VirtualTimeTest(seeds = 100)
    @ExtendWith(LeakCheck.class)
    @DisplayName("S12 emits a publisher's values in order, and ends as the publisher does")
    void endsAsThePublisherDoes(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = open()) {
            Hand complete = new Hand();
            Hand failing = new Hand();
            Hand cancelling = new Hand();
            IOException error = new IOException("broken");
            Task<Void> completed = results.addGenerator("c", Generator.from(complete));
            Task<Void> failed = results.addGenerator("f", Generator.from(failing));
            Task<Void> cancelled = results.addGenerator("x", Generator.from(cancelling));
            time.settle();
            Task<Void> one = Async.background(() -> {
                complete.give(1, 2, 3);
                complete.subscriber.onComplete();
            });
            Task<Void> two = Async.background(() -> {
                failing.give(4, 5);
                failing.subscriber.onError(error);
            });
            cancelling.give(6);
            cancelling.subscriber.onError(new CancellationException("elsewhere"));
            Async.waitForAll(one, two, completed, failed, cancelled);
            results.noMoreWork();
            List<String> rows = rest(results);
            assertThat(rows).filteredOn(row -> row.startsWith("c")).containsExactly("c=1", "c=2", "c=3");
            assertThat(rows).filteredOn(row -> row.startsWith("f")).containsExactly("f=4", "f=5", "f!broken");
            assertThat(rows).filteredOn(row -> row.startsWith("x")).containsExactly("x=6", "x~");
            assertThat(failed.exceptionNow()).isSameAs(error);
            assertThat(List.of(complete, failing, cancelling)).allMatch(hand -> hand.cancelled == 0);
        }
    }

    @VirtualTimeTest(seeds = 50)
    @DisplayName(
            "S12 never has more values under way than the prefetch allows, and requests as the stream takes them (S10)")
    void neverMoreThanThePrefetch(VirtualTime time) throws Exception {
        for (int prefetch : new int[] {1, 2, 3, 8}) {
            try (ResultStreamer<Integer, String> results =
                    ResultStreamer.<Integer, String>options().capacity(2).open()) {
                Hand hand = new Hand();
                results.addGenerator("h", Generator.from(hand, prefetch));
                time.settle();
                int taken = 0;
                while (taken < 40) {
                    assertThat(hand.requested).isGreaterThan(hand.given);
                    hand.give((int) hand.given);
                    taken += hand.given % 3 == 0 ? ready(results).size() : 0;
                    time.settle();
                    assertThat(hand.requested - hand.given)
                            .as("requested and not given")
                            .isLessThanOrEqualTo(prefetch);
                    assertThat(hand.requested - taken)
                            .as("requested and not taken, two of which wait on the stream")
                            .isLessThanOrEqualTo(prefetch + 2);
                    while (hand.requested == hand.given) {
                        taken += ready(results).size();
                        time.settle();
                    }
                }
            }
        }
    }

    @VirtualTimeTest
    @DisplayName("S12 without a number, 32 values are requested")
    void thePrefetch(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results =
                ResultStreamer.<Integer, String>options().capacity(1).open()) {
            Hand hand = new Hand();
            results.addGenerator("h", Generator.from(hand));
            time.settle();
            hand.give(IntStream.range(0, 32).toArray());
            time.settle();
            assertThat(hand.requested).isEqualTo(32);
        }
    }

    @VirtualTimeTest(seeds = 100)
    @ExtendWith(LeakCheck.class)
    @DisplayName("S12 a cancelled generator cancels its subscription, once, whether it waits for values or for room")
    void aCancelledGeneratorCancels(VirtualTime time) throws Exception {
        Hand silent = new Hand();
        Hand giving = new Hand();
        Hand late = new Hand();
        try (ResultStreamer<Integer, String> results =
                ResultStreamer.<Integer, String>options().capacity(1).open()) {
            Promise<Void> gate = Async.promise("gate");
            List<Flow.Subscriber<? super Integer>> given = new ArrayList<>();
            Flow.Publisher<Integer> slow = given::add;
            results.addGenerator("s", Generator.from(silent));
            results.addGenerator("g", Generator.from(giving));
            results.addGenerator("l", Generator.from(slow));
            time.settle();
            giving.give(1, 2, 3);
            time.settle();
            results.cancel();
            time.settle();
            assertThat(silent.cancelled).isEqualTo(1);
            assertThat(giving.cancelled).isEqualTo(1);
            given.get(0).onSubscribe(late);
            assertThat(late.cancelled).isEqualTo(1);
            assertThat(late.requested).isZero();
            giving.give(4);
            giving.subscriber.onComplete();
            gate.complete(null);
        }
        assertThat(silent.cancelled).isEqualTo(1);
    }

    @VirtualTimeTest
    @DisplayName("S12 a publisher that gives null or too much fails the generator and is cancelled")
    void aPublisherAgainstTheRules(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = open()) {
            Hand nulls = new Hand();
            results.addGenerator("n", Generator.from(nulls));
            time.settle();
            nulls.give(1);
            assertThatThrownBy(() -> nulls.subscriber.onNext(null)).isInstanceOf(NullPointerException.class);
            nulls.give(2);
            time.settle();
            assertThat(ready(results)).containsExactly("n=1", "n!value");
            assertThat(nulls.cancelled).isEqualTo(1);

            Hand tooMany = new Hand();
            results.addGenerator("t", Generator.from(tooMany, 2));
            time.settle();
            tooMany.give(1, 2, 3);
            time.settle();
            assertThat(ready(results))
                    .containsExactly("t=1", "t=2", "t!The publisher gave more values than were requested");
            assertThat(tooMany.cancelled).isEqualTo(1);

            Hand twice = new Hand();
            Hand second = new Hand();
            results.addGenerator("s", Generator.from(twice));
            time.settle();
            twice.subscriber.onSubscribe(second);
            assertThat(second.cancelled).isEqualTo(1);
            twice.give(1);
            assertThatThrownBy(() -> twice.subscriber.onError(null)).isInstanceOf(NullPointerException.class);
            time.settle();
            assertThat(ready(results)).containsExactly("s=1", "s!error");
        }
    }

    @VirtualTimeTest
    @DisplayName("S12 what a publisher throws is the generator's error; what its cancel throws is logged (E2)")
    void aPublisherThatThrows(VirtualTime time) throws Exception {
        try (Log log = Log.open();
                ResultStreamer<Integer, String> results = open()) {
            Flow.Publisher<Integer> refusing = subscriber -> {
                throw new IllegalStateException("refused");
            };
            results.addGenerator("r", Generator.from(refusing));
            Flow.Publisher<Integer> inRequest = subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {
                    throw new IllegalStateException("in-request");
                }

                @Override
                public void cancel() {
                    throw new IllegalStateException("in-cancel");
                }
            });
            results.addGenerator("q", Generator.from(inRequest));
            time.settle();
            assertThat(ready(results)).containsExactlyInAnyOrder("r!refused", "q!in-request");
            assertThat(log.errors("in-cancel")).hasSize(1);
        }
    }

    @VirtualTimeTest
    @DisplayName("E2 an error that a publisher tells after the generator has ended is logged, a cancellation is not")
    void aLateErrorIsLogged(VirtualTime time) throws Exception {
        try (Log log = Log.open();
                ResultStreamer<Integer, String> results = open()) {
            Hand hand = new Hand();
            Task<Void> generator = results.addGenerator("h", Generator.from(hand));
            time.settle();
            Async.cancelAndWait(generator);
            hand.subscriber.onError(new IOException("late-error"));
            hand.subscriber.onError(new CancellationException("late-cancellation"));
            assertThat(log.errors("late-error")).hasSize(1);
            assertThat(log.about("late-cancellation")).isEmpty();
        }
    }

    @VirtualTimeTest(seeds = 200)
    @ExtendWith(LeakCheck.class)
    @DisplayName("S12 the publisher of one streamer is a generator of another, which ends as the first one does")
    void oneStreamerFeedsAnother(VirtualTime time) throws Exception {
        Promise<Void> stop = Async.promise("stop");
        try (ResultStreamer<Integer, String> first =
                        ResultStreamer.<Integer, String>options().capacity(2).open(stop);
                ResultStreamer<Result<Integer, String>, String> second =
                        ResultStreamer.<Result<Integer, String>, String>options()
                                .capacity(2)
                                .open()) {
            second.addGenerator("fed", Generator.from(first.publisher(), 2));
            second.noMoreWork();
            first.addGenerator("g", Generator.from(IntStream.range(0, 20).boxed()));
            first.add("failing", StreamRows.failing("broken"));
            first.noMoreWork();
            List<String> rows = new ArrayList<>();
            for (Result<Result<Integer, String>, String> result : second) {
                rows.add(row(result.value()));
            }
            assertThat(rows).hasSize(21).contains("failing!broken");
            assertThat(rows)
                    .filteredOn(row -> row.startsWith("g"))
                    .hasSize(20)
                    .startsWith("g=0")
                    .endsWith("g=19");
        }
        try (ResultStreamer<Integer, String> first = ResultStreamer.open(stop);
                ResultStreamer<Result<Integer, String>, String> second = ResultStreamer.open()) {
            Task<Void> fed = second.addGenerator("fed", Generator.from(first.publisher()));
            second.noMoreWork();
            first.addValue("v", 1);
            time.settle();
            stop.cancel("shutting down");
            assertThat(rest(second)).hasSize(2).last().isEqualTo("fed~");
            assertThatThrownBy(fed::get)
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("shutting down");
        }
    }

    @VirtualTimeTest(seeds = 50)
    @ExtendWith(LeakCheck.class)
    @DisplayName("S12 cancelling the fed generator cancels the subscription and leaves what was not requested")
    void theFedOneLeaves(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> first = ResultStreamer.open();
                ResultStreamer<Result<Integer, String>, String> second = ResultStreamer.open()) {
            Task<Void> fed = second.addGenerator("fed", Generator.from(first.publisher(), 1));
            first.addValue("v", 1);
            time.settle();
            Async.cancelAndWait(fed);
            time.settle();
            first.addValue("v", 2);
            assertThat(ready(first)).containsExactly("v=2");
            assertThat(TaskTree.dump()).doesNotContain("Task#subscription");
        }
    }

    @Test
    @DisplayName("S12 a SubmissionPublisher with threads of its own is held up by a slow consumer and loses nothing")
    void aSubmissionPublisher() throws Exception {
        int values = 20_000;
        try (ResultStreamer<Integer, String> results =
                        ResultStreamer.<Integer, String>options().capacity(16).open();
                SubmissionPublisher<Integer> numbers = new SubmissionPublisher<>()) {
            results.addGenerator("n", Generator.from(numbers));
            results.noMoreWork();
            Real.await("a subscriber", numbers::hasSubscribers);
            Task<Void> submitting = Async.background(() -> {
                for (int i = 0; i < values; i++) {
                    numbers.submit(i);
                }
                numbers.close();
            });
            int expected = 0;
            for (Result<Integer, String> result : results) {
                assertThat(result.value()).isEqualTo(expected++);
            }
            assertThat(expected).isEqualTo(values);
            submitting.get();
        }
    }

    // ---- iterables and streams

    @VirtualTimeTest(seeds = 20)
    @DisplayName("S12 emits an iterable's values in order, nulls included, each run anew; its error is the generator's")
    void anIterable() throws Exception {
        try (ResultStreamer<Integer, String> results = open()) {
            Generator<Integer> generator = Generator.from(Arrays.asList(1, null, 3));
            results.addGenerator("a", generator);
            results.addGenerator("b", generator);
            Iterable<Integer> broken = () -> Stream.of(4, 0).map(i -> 4 / i).iterator();
            results.addGenerator("c", Generator.from(broken));
            results.noMoreWork();
            List<String> rows = rest(results);
            assertThat(rows).filteredOn(row -> row.startsWith("a")).containsExactly("a=1", "a=null", "a=3");
            assertThat(rows).filteredOn(row -> row.startsWith("b")).containsExactly("b=1", "b=null", "b=3");
            assertThat(rows).filteredOn(row -> row.startsWith("c")).containsExactly("c=1", "c!/ by zero");
        }
    }

    @VirtualTimeTest
    @DisplayName("S12 an endless iterable is cancelled at its next value, also where the stream has no bound (T2)")
    void anEndlessIterable(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            Iterator<Integer> endless = Stream.iterate(1, i -> i + 1)
                    .peek(i -> {
                        if (i == 1_000) {
                            results.cancel();
                        }
                    })
                    .iterator();
            Task<Void> generator = results.addGenerator("e", Generator.from(() -> endless));
            Async.waitForAll(generator);
            assertThat(generator.isCancelled()).isTrue();
        }
    }

    @VirtualTimeTest(seeds = 20)
    @DisplayName(
            "S12 asks an endless stream for one value beyond what the stream of results has room for, and closes it")
    void anEndlessStream(VirtualTime time) throws Exception {
        int[] asked = {0};
        try (ResultStreamer<Integer, String> results =
                ResultStreamer.<Integer, String>options().capacity(3).open()) {
            Stream<Integer> endless = Stream.of(0)
                    .flatMap(start -> Stream.iterate(start, i -> i + 1))
                    .peek(i -> asked[0]++)
                    .onClose(() -> seen.add("closed"));
            results.addGenerator("e", Generator.from(endless));
            time.settle();
            assertThat(asked[0]).isEqualTo(4);
            assertThat(results.poll(Duration.ZERO).map(StreamRows::row)).contains("e=0");
            time.settle();
            assertThat(asked[0]).isEqualTo(5);
            assertThat(seen).isEmpty();
        }
        assertThat(seen).containsExactly("closed");
    }

    @VirtualTimeTest(seeds = 20)
    @DisplayName(
            "S12 a stream is closed once in every case: at its end, its error, and though its generator never began")
    void aStreamIsClosedAlways(VirtualTime time) throws Exception {
        ResultStreamer<Integer, String> results = ResultStreamer.<Integer, String>options()
                .maxConcurrent(1)
                .errorCatcher(failure -> {})
                .open();
        try (results) {
            results.addGenerator("a", Generator.from(closing("a").parallel()));
            results.addGenerator("b", Generator.from(closing("b").map(i -> 1 / (i - 1))));
            time.settle();
            assertThat(ready(results)).containsExactly("a=1", "a=2", "b!/ by zero");
            assertThat(seen).containsExactly("a", "b");
            results.add("busy", () -> Async.sleep(seconds(10)));
            results.addGenerator("c", Generator.from(closing("c")));
            time.settle();
        }
        assertThat(seen).containsExactly("a", "b", "c");
        results.addGenerator("d", Generator.from(closing("d")));
        assertThat(seen).containsExactly("a", "b", "c", "d");
    }

    private Stream<Integer> closing(String name) {
        return Stream.of(1, 2).onClose(() -> seen.add(name));
    }

    @VirtualTimeTest
    @DisplayName("S12 the generator of a stream is good for one run; a second one fails and leaves the first alone")
    void aStreamOnce(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.<Integer, String>options()
                .capacity(1)
                .errorCatcher(failure -> {})
                .open()) {
            Generator<Integer> once = Generator.from(closing("once"));
            results.addGenerator("a", once);
            time.settle();
            assertThat(ready(results)).containsExactly("a=1", "a=2");
            results.addGenerator("b", once);
            time.settle();
            assertThat(ready(results)).containsExactly("b!The values of a stream can be taken once");
            assertThat(seen).containsExactly("once");
        }
    }

    @Test
    @DisplayName("E3 bad sources are refused by the parameter's name")
    void badSources() {
        assertThatThrownBy(() -> Generator.from((Flow.Publisher<Integer>) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("publisher");
        assertThatThrownBy(() -> Generator.from((Iterable<Integer>) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("values");
        assertThatThrownBy(() -> Generator.from((Stream<Integer>) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("stream");
        assertThatThrownBy(() -> Generator.from(new Hand(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prefetch");
    }
}
