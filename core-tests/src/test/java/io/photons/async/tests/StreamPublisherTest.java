package io.photons.async.tests;

import static io.photons.async.tests.StreamRows.forEver;
import static io.photons.async.tests.StreamRows.ready;
import static io.photons.async.tests.StreamRows.rest;
import static io.photons.async.tests.TickTable.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import io.photons.async.TaskTree;
import io.photons.async.testkit.LeakCheck;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("The publisher of a streamer")
@ExtendWith(LeakCheck.class)
class StreamPublisherTest {

    private final Promise<Void> stop = Async.promise("stop");

    private static void generate(ResultStreamer<Integer, String> results, int values) {
        results.addGenerator("g", out -> {
            for (int i = 1; i <= values; i++) {
                out.emit(i);
            }
        });
    }

    @VirtualTimeTest(seeds = 100)
    @DisplayName("S12 gives as many results as were requested, in order; the others stay on the stream")
    void givesAsManyAsWereRequested(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open(stop)) {
            Rows<Integer, String> rows = new Rows<>(2);
            results.publisher().subscribe(rows);
            generate(results, 6);
            time.settle();
            assertThat(rows.seen).containsExactly("g=1", "g=2");
            rows.request(1);
            time.settle();
            assertThat(rows.seen).containsExactly("g=1", "g=2", "g=3");
            rows.cancel();
            time.settle();
            assertThat(ready(results)).containsExactly("g=4", "g=5", "g=6");
            assertThat(TaskTree.dump()).doesNotContain("Task#subscription");
        }
    }

    @VirtualTimeTest(seeds = 100)
    @DisplayName("S12 completes when all work has ended and all results were taken, also if nothing is requested (S6)")
    void completes(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open(stop)) {
            Rows<Integer, String> exact = new Rows<>(3);
            results.publisher().subscribe(exact);
            generate(results, 3);
            time.settle();
            Task<Void> closing = Async.background(results::noMoreWork);
            Async.waitForAll(closing);
            time.settle();
            assertThat(exact.seen).containsExactly("g=1", "g=2", "g=3", "end");
            Rows<Integer, String> late = new Rows<>(0);
            results.publisher().subscribe(late);
            time.settle();
            assertThat(late.seen).containsExactly("end");
        }
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName(
            "S12 a subscriber that requests nothing is told of the end whichever comes last: the work's or the word")
    void theEndIsToldWithoutARequest(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open(stop)) {
            Rows<Integer, String> idle = new Rows<>(0);
            Rows<Integer, String> taking = new Rows<>(Long.MAX_VALUE);
            results.publisher().subscribe(idle);
            results.publisher().subscribe(taking);
            results.add("one", () -> 1);
            results.add("two", () -> {
                Async.sleep(seconds(1));
                return 2;
            });
            results.noMoreWork();
            time.advance(seconds(1));
            assertThat(taking.seen).containsExactly("one=1", "two=2", "end");
            assertThat(idle.seen).containsExactly("end");
        }
    }

    @VirtualTimeTest
    @DisplayName("S12 a subscriber that cancels the task which serves it is given nothing more and told so")
    void cancellingTheTask(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open(stop)) {
            Rows<Integer, String> rows = new Rows<>(5) {
                @Override
                public void onNext(Result<Integer, String> result) {
                    super.onNext(result);
                    Objects.requireNonNull(Task.current()).cancel();
                }
            };
            generate(results, 3);
            time.settle();
            results.publisher().subscribe(rows);
            time.settle();
            assertThat(rows.seen).containsExactly("g=1", "error: A subscription to ResultStreamer was cancelled");
            assertThat(ready(results)).containsExactly("g=2", "g=3");
        }
    }

    @VirtualTimeTest(seeds = 20)
    @DisplayName("S12 a subscriber that requests nothing is told of the end when the last work ends without a result")
    void theEndOfWorkWithoutAResult(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open(stop)) {
            Rows<Integer, String> idle = new Rows<>(0);
            results.publisher().subscribe(idle);
            results.addGenerator("g", out -> Async.sleep(seconds(1)));
            results.noMoreWork();
            time.settle();
            assertThat(idle.seen).isEmpty();
            time.advance(seconds(1));
            assertThat(idle.seen).containsExactly("end");
        }
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("S13 subscribers and iterators share the stream: each result goes to one of them")
    void theyShareTheStream(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results =
                ResultStreamer.<Integer, String>options().capacity(2).open(stop)) {
            Rows<Integer, String> one = new Rows<>(Long.MAX_VALUE);
            Rows<Integer, String> two = new Rows<>(3);
            results.publisher().subscribe(one);
            results.publisher().subscribe(two);
            generate(results, 20);
            results.noMoreWork();
            List<String> iterated = rest(results);
            time.settle();
            assertThat(one.seen).endsWith("end");
            assertThat(two.seen).endsWith("end").hasSizeLessThanOrEqualTo(4);
            List<String> all = new ArrayList<>(iterated);
            all.addAll(one.seen);
            all.addAll(two.seen);
            all.removeIf("end"::equals);
            assertThat(all)
                    .containsExactlyInAnyOrder(Stream.iterate(1, i -> i + 1)
                            .limit(20)
                            .map(i -> "g=" + i)
                            .toArray(String[]::new));
        }
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("S12 a result that comes at the instant of a cancellation is not lost: somebody else takes it")
    void noResultIsLostInACancellation(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open(stop)) {
            Rows<Integer, String> leaving = new Rows<>(5);
            Rows<Integer, String> staying = new Rows<>(5);
            results.publisher().subscribe(leaving);
            results.publisher().subscribe(staying);
            time.settle();
            Task<Void> cancelling = Async.background(leaving::cancel);
            results.addValue("v", 1);
            Async.waitForAll(cancelling);
            time.settle();
            List<String> all = new ArrayList<>(leaving.seen);
            all.addAll(staying.seen);
            assertThat(all).containsExactly("v=1");
            rowsAfterwards(time, results, staying);
        }
    }

    private static void rowsAfterwards(
            VirtualTime time, ResultStreamer<Integer, String> results, Rows<Integer, String> staying) {
        int before = staying.seen.size();
        results.addValue("v", 2);
        time.settle();
        assertThat(staying.seen).hasSize(before + 1).endsWith("v=2");
    }

    @VirtualTimeTest(seeds = 50)
    @DisplayName(
            "S7 after the end of the final future what is on the stream is given as requested, then an error tells why")
    void theFinalFuture(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open(stop)) {
            Rows<Integer, String> rows = new Rows<>(1);
            Rows<Integer, String> idle = new Rows<>(0);
            results.publisher().subscribe(rows);
            generate(results, 3);
            results.add("cancelled", forEver());
            time.settle();
            stop.cancel("shutting down");
            time.settle();
            assertThat(rows.seen).containsExactly("g=1");
            rows.request(1);
            time.settle();
            assertThat(rows.seen).containsExactly("g=1", "g=2");
            rows.request(1);
            time.settle();
            assertThat(rows.seen).containsExactly("g=1", "g=2", "g=3", "error: shutting down");
            results.publisher().subscribe(idle);
            time.settle();
            assertThat(idle.seen).containsExactly("error: shutting down");
        }
    }

    @VirtualTimeTest(seeds = 50)
    @DisplayName(
            "S7 the end of the final future wakes a subscriber that waits for a result, and one that requested nothing")
    void theFinalFutureWakes(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open(stop)) {
            Rows<Integer, String> waiting = new Rows<>(1);
            Rows<Integer, String> idle = new Rows<>(0);
            results.publisher().subscribe(waiting);
            results.publisher().subscribe(idle);
            time.settle();
            stop.complete(null);
            time.settle();
            assertThat(waiting.seen).containsExactly("error: Promise#stop ended with a value");
            assertThat(idle.seen).containsExactly("error: Promise#stop ended with a value");
        }
    }

    @VirtualTimeTest(seeds = 100)
    @DisplayName(
            "S8 the close ends every subscription before it returns, whatever it waits for, and leaves no task (E1)")
    void theClose(VirtualTime time) throws Exception {
        ResultStreamer<Integer, String> results =
                ResultStreamer.<Integer, String>options().name("closed").open(stop);
        Rows<Integer, String> waiting = new Rows<>(1);
        Rows<Integer, String> idle = new Rows<>(0);
        Rows<Integer, String> notBegun = new Rows<>(1);
        Rows<Integer, String> late = new Rows<>(1);
        List<String> interrupted = new ArrayList<>();
        try (results) {
            Rows<Integer, String> busy = new Rows<>(1) {
                @Override
                public void onNext(Result<Integer, String> result) {
                    interrupted.add(String.valueOf(catchThrowable(() -> Async.sleep(Duration.ofDays(1))) != null));
                    Thread.currentThread().interrupt();
                }

                @Override
                public void onError(Throwable error) {
                    interrupted.add(error.getMessage() + ", flag "
                            + Thread.currentThread().isInterrupted());
                }
            };
            results.publisher().subscribe(busy);
            results.addValue("v", 1);
            time.settle();
            results.publisher().subscribe(waiting);
            results.publisher().subscribe(idle);
            time.settle();
            results.publisher().subscribe(notBegun);
        }
        results.publisher().subscribe(late);
        assertThat(interrupted).containsExactly("true", "ResultStreamer#closed is closed, flag false");
        assertThat(List.of(waiting, idle, notBegun, late))
                .allSatisfy(rows -> assertThat(rows.seen).containsExactly("error: ResultStreamer#closed is closed"));
        assertThat(time.elapsed()).isZero();
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("S8 a close at the instant after the last result was given does not make the stream look cut short")
    void aCloseRightAfterTheLastResult(VirtualTime time) throws Exception {
        Promise<Void> given = Async.promise("given");
        Rows<Integer, String> rows = new Rows<>(Long.MAX_VALUE) {
            @Override
            public void onNext(Result<Integer, String> result) {
                super.onNext(result);
                if (seen.size() == 2) {
                    given.complete(null);
                }
            }
        };
        try (ResultStreamer<Integer, String> results = ResultStreamer.open(stop)) {
            results.publisher().subscribe(rows);
            Task<Void> generator = results.addGenerator("g", out -> {
                out.emit(1);
                out.emit(2);
            });
            results.noMoreWork();
            Async.waitForAll(given, generator);
            while (results.pending() > 0) {
                time.checkpoint();
            }
        }
        assertThat(rows.seen).containsExactly("g=1", "g=2", "end");
    }

    @VirtualTimeTest(seeds = 20)
    @DisplayName("S12 S6 a subscriber that requests nothing is told of the end when others have taken the last result")
    void anIdleSubscriberIsToldWhenOthersEnd(VirtualTime time) throws Exception {
        for (boolean iterating : new boolean[] {true, false}) {
            try (ResultStreamer<Integer, String> results = ResultStreamer.open(stop)) {
                Rows<Integer, String> idle = new Rows<>(0);
                results.publisher().subscribe(idle);
                results.addValue("value", 1);
                results.addValue("value", 2);
                results.noMoreWork();
                time.settle();
                assertThat(idle.seen).isEmpty();
                Rows<Integer, String> busy = new Rows<>(Long.MAX_VALUE);
                if (iterating) {
                    assertThat(rest(results)).containsExactly("value=1", "value=2");
                } else {
                    results.publisher().subscribe(busy);
                }
                time.settle();
                assertThat(busy.seen).hasSize(iterating ? 0 : 3);
                assertThat(idle.seen).containsExactly("end");
            }
        }
    }

    @VirtualTimeTest(seeds = 20)
    @DisplayName("S12 S6 a subscriber that requests nothing is told of the end when more work is ruled out")
    void anIdleSubscriberIsToldWhenMoreWorkIsRuledOut(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open(stop)) {
            Rows<Integer, String> idle = new Rows<>(0);
            results.publisher().subscribe(idle);
            time.settle();
            assertThat(idle.seen).isEmpty();
            results.noMoreWork();
            time.settle();
            assertThat(idle.seen).containsExactly("end");
        }
    }

    @VirtualTimeTest(seeds = 20)
    @DisplayName("S8 S12 a close with a result left on the stream cuts it short, though all work has ended")
    void aCloseWithAResultLeft(VirtualTime time) throws Exception {
        Rows<Integer, String> rows = new Rows<>(1);
        try (ResultStreamer<Integer, String> results = ResultStreamer.open(stop)) {
            results.publisher().subscribe(rows);
            results.addValue("value", 1);
            results.addValue("value", 2);
            results.noMoreWork();
            time.settle();
            assertThat(results.pending()).isZero();
        }
        assertThat(rows.seen).containsExactly("value=1", "error: ResultStreamer is closed");
    }

    @VirtualTimeTest(seeds = 100)
    @DisplayName("S12 a subscription that is made while the streamer closes is told of an end and left by its task")
    void subscribingWhileItCloses() throws Exception {
        ResultStreamer<Integer, String> results = ResultStreamer.open(stop);
        List<Rows<Integer, String>> all = new ArrayList<>();
        List<Task<Void>> subscribing = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Rows<Integer, String> rows = new Rows<>(1);
            all.add(rows);
            subscribing.add(Async.background(() -> results.publisher().subscribe(rows)));
        }
        results.close();
        Async.waitForAll(subscribing);
        assertThat(TaskTree.dump()).doesNotContain("Task#subscription");
        assertThat(all).allSatisfy(rows -> assertThat(rows.seen).containsExactly("error: ResultStreamer is closed"));
    }

    @VirtualTimeTest
    @DisplayName("E4 whoever subscribes to a closed streamer while interrupted stays interrupted")
    void theInterruptFlagStays() {
        ResultStreamer<Integer, String> results = ResultStreamer.open(stop);
        results.close();
        Rows<Integer, String> rows = new Rows<>(1);
        Thread.currentThread().interrupt();
        results.publisher().subscribe(rows);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(rows.seen).containsExactly("error: ResultStreamer is closed");
    }

    @VirtualTimeTest(seeds = 20)
    @DisplayName(
            "W6 a subscriber that has not begun and closes the streamer when it is told of the close gets an error")
    void aSubscriberThatHasNotBegunCannotClose() {
        List<Throwable> thrown = new ArrayList<>();
        ResultStreamer<Integer, String> results = ResultStreamer.open(stop);
        results.publisher().subscribe(new Rows<>(0) {
            @Override
            public void onError(Throwable error) {
                thrown.add(catchThrowable(results::close));
            }
        });
        results.close();
        assertThat(thrown).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @VirtualTimeTest
    @DisplayName(
            "W6 a subscriber that closes the streamer gets an error that names its task, and may cancel it instead")
    void aSubscriberCannotClose(VirtualTime time) throws Exception {
        List<Throwable> thrown = new ArrayList<>();
        ResultStreamer<Integer, String> results = ResultStreamer.open(stop);
        Rows<Integer, String> rows = new Rows<>(2) {
            @Override
            public void onNext(Result<Integer, String> result) {
                super.onNext(result);
                thrown.add(catchThrowable(results::close));
                thrown.add(catchThrowable(() -> Async.withTimeout(seconds(1), () -> results.close())));
                results.cancel("enough");
            }

            @Override
            public void onError(Throwable error) {
                super.onError(error);
                thrown.add(catchThrowable(results::close));
            }
        };
        results.publisher().subscribe(rows);
        results.add("forever", forEver());
        results.addValue("v", 1);
        time.settle();
        assertThat(rows.seen).containsExactly("v=1", "error: enough");
        assertThat(thrown)
                .hasSize(3)
                .allSatisfy(error -> assertThat(error)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("runs in ResultStreamer subscriptions and cannot close it"));
        results.close();
    }

    @VirtualTimeTest
    @DisplayName("S12 what a subscriber throws is logged and ends its subscription, and nothing but that (R1)")
    void aSubscriberThatThrows(VirtualTime time) throws Exception {
        try (Log log = Log.open();
                ResultStreamer<Integer, String> results = ResultStreamer.open(stop)) {
            Rows<Integer, String> inOnNext = new Rows<>(5) {
                @Override
                public void onNext(Result<Integer, String> result) {
                    super.onNext(result);
                    throw new IllegalStateException("thrown-by-on-next");
                }
            };
            Rows<Integer, String> inOnSubscribe = new Rows<>(5) {
                @Override
                public void onSubscribe(Flow.Subscription given) {
                    super.onSubscribe(given);
                    throw new IllegalStateException("thrown-by-on-subscribe");
                }
            };
            results.publisher().subscribe(inOnNext);
            results.publisher().subscribe(inOnSubscribe);
            generate(results, 3);
            time.settle();
            assertThat(inOnNext.seen).containsExactly("g=1");
            assertThat(inOnSubscribe.seen).isEmpty();
            assertThat(log.errors("thrown-by-on-next")).hasSize(1);
            assertThat(log.errors("thrown-by-on-subscribe")).hasSize(1);
            assertThat(ready(results)).containsExactly("g=2", "g=3");
        }
    }

    @VirtualTimeTest
    @DisplayName("S12 a request of zero or less ends the subscription by an error that tells it, also while it waits")
    void aBadRequest(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open(stop)) {
            for (long bad : List.of(0L, -1L, -7L)) {
                Rows<Integer, String> waiting = new Rows<>(1);
                Rows<Integer, String> idle = new Rows<>(0);
                results.publisher().subscribe(waiting);
                results.publisher().subscribe(idle);
                time.settle();
                waiting.request(bad);
                idle.request(bad);
                idle.request(1);
                time.settle();
                String told = "error: n must be positive (rule 3.9): " + bad;
                assertThat(waiting.seen).containsExactly(told);
                assertThat(idle.seen).containsExactly(told);
            }
            Rows<Integer, String> worst = new Rows<>(0);
            results.publisher().subscribe(worst);
            worst.request(Long.MIN_VALUE);
            time.settle();
            assertThat(worst.seen).singleElement().asString().startsWith("error: n must be positive (rule 3.9): -");
            results.addValue("v", 1);
            assertThat(ready(results)).containsExactly("v=1");
        }
    }

    @VirtualTimeTest
    @DisplayName("S12 each result is given before the next is taken, so a slow subscriber holds up the work (S10)")
    void aSlowSubscriberHoldsUpTheWork(VirtualTime time) throws Exception {
        List<String> emitted = new ArrayList<>();
        try (ResultStreamer<Integer, String> results =
                ResultStreamer.<Integer, String>options().capacity(1).open(stop)) {
            Rows<Integer, String> slow = new Rows<>(Long.MAX_VALUE) {
                @Override
                public void onNext(Result<Integer, String> result) {
                    super.onNext(result);
                    assertThat(catchThrowable(() -> Async.sleep(seconds(10)))).isNull();
                }
            };
            results.publisher().subscribe(slow);
            results.addGenerator("g", out -> {
                for (int i = 1; i <= 4; i++) {
                    out.emit(i);
                    emitted.add(i + " at " + time.elapsed().toSeconds());
                }
            });
            results.noMoreWork();
            time.advance(seconds(40));
            assertThat(slow.seen).containsExactly("g=1", "g=2", "g=3", "g=4", "end");
        }
        assertThat(emitted).containsExactly("1 at 0", "2 at 0", "3 at 10", "4 at 20");
    }

    @VirtualTimeTest
    @DisplayName("S12 with a capacity, a body that waits for room is started when a subscriber has made some (S10)")
    void aSubscriberMakesRoom(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results =
                ResultStreamer.<Integer, String>options().capacity(1).open(stop)) {
            results.addValue("v", 1);
            results.add("body", () -> 2);
            Rows<Integer, String> rows = new Rows<>(1);
            results.publisher().subscribe(rows);
            time.settle();
            assertThat(ready(results)).containsExactly("body=2");
        }
    }

    @VirtualTimeTest
    @DisplayName("S12 the task of a subscription is shown in the task tree with what it waits for (W6)")
    void theTaskTree(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results =
                ResultStreamer.<Integer, String>options().name("shown").open(stop)) {
            results.publisher().subscribe(new Rows<>(0));
            results.publisher().subscribe(new Rows<>(1));
            time.settle();
            assertThat(TaskTree.dump())
                    .contains("ResultStreamer#shown subscriptions  2 pending")
                    .contains("Task#subscription  running 0 ms   waits for a request")
                    .contains("Task#subscription  running 0 ms   waits for a result of ResultStreamer#shown");
            assertThat(results.pending()).isZero();
        }
    }

    @VirtualTimeTest
    @DisplayName("S12 a subscriber that does not let go is left behind when the grace is over (T11)")
    void aStubbornSubscriber(VirtualTime time) throws Exception {
        Promise<Void> release = Async.promise("release");
        List<String> after = new ArrayList<>();
        try (Log log = Log.open()) {
            Rows<Integer, String> stubborn = new Rows<>(1) {
                @Override
                public void onNext(Result<Integer, String> result) {
                    while (!release.isDone()) {
                        Throwable interrupted = catchThrowable(release::get);
                        after.add(interrupted == null ? "let go" : "interrupted");
                    }
                }
            };
            try (ResultStreamer<Integer, String> results =
                    ResultStreamer.<Integer, String>options().grace(seconds(3)).open(stop)) {
                results.publisher().subscribe(stubborn);
                results.addValue("v", 1);
                time.settle();
            }
            assertThat(time.elapsed()).isEqualTo(seconds(3));
            assertThat(log.warnings("subscription")).isNotEmpty();
            release.complete(null);
            time.settle();
            assertThat(after).containsExactly("interrupted", "let go");
        }
    }

    @VirtualTimeTest
    @DisplayName("E3 no subscriber is refused by the parameter's name")
    void noSubscriber() {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open(stop)) {
            assertThatThrownBy(() -> results.publisher().subscribe(null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("subscriber");
        }
    }
}
