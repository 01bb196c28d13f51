package io.photons.async.tests;

import static io.photons.async.tests.TickTable.at;
import static io.photons.async.tests.TickTable.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.ChildFuture;
import io.photons.async.Deferred;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.Ticker;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;

@DisplayName("What ends the iteration of a ticker")
class TickerLimitsTest {

    @VirtualTimeTest
    @DisplayName("K5 after the last of the ticks asked for the iteration ends without a wait")
    void theLastTickEndsIt(VirtualTime time) throws Exception {
        assertThat(TickTable.of(time, Ticker.every(seconds(3)).maxIterations(2).open()))
                .containsExactly("0 (3)", "3 (3)");
        assertThat(time.elapsed()).isEqualTo(seconds(3));

        assertThat(TickTable.of(time, Ticker.every(seconds(3)).maxIterations(0).open()))
                .isEmpty();
        assertThat(time.elapsed()).isEqualTo(seconds(3));
    }

    @VirtualTimeTest
    @DisplayName("K5 the iteration ends when the time is over, not at the tick after it")
    void theTimeEndsItBetweenTicks(VirtualTime time) throws Exception {
        assertThat(TickTable.of(
                        time, Ticker.every(seconds(3)).maxTime(seconds(7)).open()))
                .containsExactly("0 (3)", "3 (3)", "6 (3)");
        assertThat(time.elapsed()).isEqualTo(seconds(7));
    }

    @VirtualTimeTest
    @DisplayName("K5 no tick comes at the very end of the time")
    void noTickAtTheEndOfTheTime(VirtualTime time) throws Exception {
        assertThat(TickTable.of(
                        time, Ticker.every(seconds(3)).maxTime(seconds(6)).open()))
                .containsExactly("0 (3)", "3 (3)");
        assertThat(time.elapsed()).isEqualTo(seconds(6));
    }

    @VirtualTimeTest
    @DisplayName("K5 a body that outlasts the time gets no further tick, though one was missed")
    void aBodyThatOutlastsTheTime(VirtualTime time) throws Exception {
        Ticker ticker = Ticker.every(seconds(3)).maxTime(seconds(7)).open();

        assertThat(TickTable.of(time, ticker, tick -> Async.sleep(seconds(8)))).containsExactly("0 (3)");
        assertThat(time.elapsed()).isEqualTo(seconds(8));
    }

    @VirtualTimeTest
    @DisplayName("K5 the time is counted from the first look, and no time means no tick")
    void theTimeIsCountedFromTheFirstLook(VirtualTime time) throws Exception {
        Ticker ticker = Ticker.every(seconds(3)).maxTime(seconds(4)).open();
        Async.sleep(seconds(10));
        assertThat(TickTable.of(time, ticker)).containsExactly("10 (3)", "13 (3)");
        assertThat(time.elapsed()).isEqualTo(seconds(14));

        assertThat(TickTable.of(
                        time, Ticker.every(seconds(3)).maxTime(Duration.ZERO).open()))
                .isEmpty();
        assertThat(time.elapsed()).isEqualTo(seconds(14));
    }

    @VirtualTimeTest
    @DisplayName("K5 of several limits the first one reached counts")
    void theFirstLimitCounts(VirtualTime time) throws Exception {
        Promise<Void> stop = Async.promise("stop");
        Ticker byNumber = Ticker.every(seconds(1))
                .maxIterations(2)
                .maxTime(seconds(9))
                .finalFuture(stop)
                .open();
        assertThat(TickTable.of(time, byNumber)).containsExactly("0 (1)", "1 (1)");
        assertThat(time.elapsed()).isEqualTo(seconds(1));

        Ticker byTime = Ticker.every(seconds(1))
                .maxIterations(9)
                .maxTime(seconds(1.5))
                .finalFuture(stop)
                .open();
        assertThat(TickTable.of(time, byTime)).containsExactly("1 (1)", "2 (1)");
        assertThat(time.elapsed()).isEqualTo(seconds(2.5));

        at(time, 3, () -> stop.complete(null));
        Ticker byFuture = Ticker.every(seconds(9))
                .maxIterations(9)
                .maxTime(seconds(9))
                .finalFuture(stop)
                .open();
        assertThat(TickTable.of(time, byFuture)).containsExactly("2.5 (9)");
        assertThat(time.elapsed()).isEqualTo(seconds(3));
    }

    @VirtualTimeTest
    @DisplayName("K6 the end of the final future, whichever it is, ends a wait at once")
    void theFinalFutureEndsAWait(VirtualTime time) throws Exception {
        finalFuture(time, stop -> stop.complete("done"));
        finalFuture(time, stop -> stop.fail(new IllegalStateException("broken")));
        finalFuture(time, Deferred::cancel);
    }

    private static void finalFuture(VirtualTime time, Consumer<Promise<String>> end) throws Exception {
        Duration start = time.elapsed();
        Promise<String> stop = Async.promise("stop");
        Ticker ticker = Ticker.every(seconds(3)).finalFuture(stop).open();
        Task<Void> ending = Async.background(() -> {
            Async.sleep(seconds(4));
            end.accept(stop);
        });

        assertThat(TickTable.of(time, ticker)).hasSize(2);
        assertThat(time.elapsed().minus(start)).isEqualTo(seconds(4));
        Async.waitForAll(ending);
    }

    @VirtualTimeTest
    @DisplayName("K6 a final future that ended in the body leaves no tick, though one was missed")
    void aFinalFutureThatEndedInTheBody(VirtualTime time) throws Exception {
        Promise<Void> stop = Async.promise("stop");
        Ticker ticker = Ticker.every(seconds(3)).finalFuture(stop).open();

        assertThat(TickTable.of(time, ticker, tick -> {
                    Async.sleep(seconds(5));
                    stop.cancel();
                }))
                .containsExactly("0 (3)");
        assertThat(time.elapsed()).isEqualTo(seconds(5));
        assertThat(TickTable.of(time, Ticker.every(seconds(3)).finalFuture(stop).open()))
                .isEmpty();
    }

    @VirtualTimeTest
    @DisplayName("K6 a final future that is a child ends the iteration when its parent ends")
    void aFinalFutureThatIsAChild(VirtualTime time) throws Exception {
        Promise<Void> stop = Async.promise("stop");
        try (ChildFuture<Void> child = ChildFuture.of(stop, "child")) {
            at(time, 4, () -> stop.complete(null));
            assertThat(TickTable.of(
                            time, Ticker.every(seconds(3)).finalFuture(child).open()))
                    .containsExactly("0 (3)", "3 (3)");
            assertThat(time.elapsed()).isEqualTo(seconds(4));
        }
    }

    @VirtualTimeTest(seeds = 50)
    @DisplayName("K6 an end at the instant of a tick lets it come or not, and none after it")
    void anEndAtTheInstantOfATick(VirtualTime time) throws Exception {
        Promise<Void> stop = Async.promise("stop");
        Task<Void> ending = at(time, 6, () -> stop.complete(null));
        Ticker ticker = Ticker.every(seconds(3)).finalFuture(stop).open();

        assertThat(TickTable.of(
                        time,
                        ticker,
                        tick -> assertThat(tick.iteration() < 3 || !stop.isDone())
                                .as("a tick after the end")
                                .isTrue()))
                .startsWith("0 (3)", "3 (3)")
                .hasSizeBetween(2, 3);
        assertThat(time.elapsed()).isEqualTo(seconds(6));
        Async.waitForAll(ending);
    }
}
