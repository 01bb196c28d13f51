package io.photons.async.tests;

import static io.photons.async.tests.TickTable.at;
import static io.photons.async.tests.TickTable.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.AsyncRuntime;
import io.photons.async.Outcome;
import io.photons.async.Pauser;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.Tick;
import io.photons.async.Ticker;
import io.photons.async.TickerOptions;
import io.photons.async.testkit.LeakCheck;
import io.photons.async.testkit.Leaks;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("Leaving a ticker")
@ExtendWith(LeakCheck.class)
class TickerEndTest {

    private final Promise<Void> stop = Async.promise("stop");

    @VirtualTimeTest
    @DisplayName("K9 breaking out of the loop and closing leaves nothing behind")
    void breakingOutLeavesNothing(Leaks leaks) throws Exception {
        leaks.watch(stop);
        Pauser pauser = new Pauser();
        try (Ticker ticker = Ticker.every(seconds(3))
                .finalFuture(stop)
                .pauser(pauser)
                .maxTime(seconds(99))
                .open()) {
            for (Tick tick : ticker) {
                if (tick.iteration() == 3) {
                    break;
                }
            }
        }
        assertThat(stop.pendingCallbacks()).isZero();
        assertThat(AsyncRuntime.current().pendingTimers()).isZero();
    }

    @VirtualTimeTest
    @DisplayName("K9 between two ticks, and after an interrupted wait, no timer and no callback is out")
    void nothingIsOutBetweenTicks(VirtualTime time, Leaks leaks) throws Exception {
        leaks.watch(stop);
        Ticker ticker =
                Ticker.every(seconds(3)).finalFuture(stop).maxTime(seconds(99)).open();
        Task<Void> ticking = Async.background(() -> {
            Iterator<Tick> ticks = ticker.iterator();
            for (int i = 0; i < 3; i++) {
                ticks.next();
                assertThat(stop.pendingCallbacks()).isZero();
                assertThat(AsyncRuntime.current().pendingTimers()).isZero();
            }
            assertThatThrownBy(ticks::hasNext).isInstanceOf(CancellationException.class);
            assertThat(stop.pendingCallbacks()).isZero();
            assertThat(AsyncRuntime.current().pendingTimers()).isZero();
        });
        time.advance(seconds(7));
        assertThat(stop.pendingCallbacks()).as("the waiting thread").isOne();
        Async.cancelAndWait(ticking);
        assertThat(ticking.outcome()).isInstanceOf(Outcome.Success.class);
        ticker.close();
    }

    @VirtualTimeTest
    @DisplayName("K9 a close from another task ends a wait at once, and may be repeated")
    void aCloseFromAnotherTask(VirtualTime time) throws Exception {
        Ticker ticker = Ticker.every(seconds(3)).finalFuture(stop).open();
        Task<Void> closing = at(time, 4, () -> {
            ticker.close();
            ticker.close();
        });

        assertThat(TickTable.of(time, ticker)).containsExactly("0 (3)", "3 (3)");
        assertThat(time.elapsed()).isEqualTo(seconds(4));
        Async.waitForAll(closing);
        assertThat(closing.outcome()).isInstanceOf(Outcome.Success.class);
        assertThat(stop.isDone()).isFalse();
    }

    @VirtualTimeTest(seeds = 50)
    @DisplayName("K9 a close at the instant at which the wait begins is not lost")
    void aCloseAtTheBeginningOfAWait(VirtualTime time) throws Exception {
        Ticker ticker = Ticker.every(seconds(3)).open();
        Task<Void> closing = Async.background(ticker::close);

        assertThat(TickTable.of(time, ticker)).hasSizeLessThan(2);
        assertThat(time.elapsed()).isZero();
        Async.waitForAll(closing);
    }

    @VirtualTimeTest
    @DisplayName("K9 a ticker that was closed before, or in the body, gives no further tick")
    void closedBeforeOrInTheBody(VirtualTime time) throws Exception {
        Ticker before = Async.tick(seconds(3));
        before.close();
        assertThat(TickTable.of(time, before)).isEmpty();

        Ticker inside = Async.tick(seconds(3));
        assertThat(TickTable.of(time, inside, tick -> inside.close())).containsExactly("0 (3)");
        assertThat(time.elapsed()).isZero();
    }

    @VirtualTimeTest
    @DisplayName("K9 a second iterator is refused, also when the first has ended")
    void aSecondIteratorIsRefused(VirtualTime time) throws Exception {
        try (Ticker ticker = Ticker.every(seconds(3)).maxIterations(1).open()) {
            Iterator<Tick> ticks = ticker.iterator();
            assertThatThrownBy(ticker::iterator).isInstanceOf(IllegalStateException.class);

            assertThat(ticks.next().iteration()).isOne();
            assertThat(ticks.hasNext()).isFalse();
            assertThatThrownBy(ticks::next).isInstanceOf(NoSuchElementException.class);
            assertThatThrownBy(ticker::iterator).isInstanceOf(IllegalStateException.class);
        }
        assertThat(time.elapsed()).isZero();
    }

    @VirtualTimeTest
    @DisplayName("E4 an interrupt ends a wait by a CancellationException and leaves the flag; the grid is kept")
    void anInterruptEndsAWait(VirtualTime time) throws Exception {
        Thread main = Thread.currentThread();
        Task<Void> interrupting = at(time, 4, () -> AsyncRuntime.current().interrupt(main));
        try (Ticker ticker = Async.tick(seconds(3))) {
            Iterator<Tick> ticks = ticker.iterator();
            main.interrupt();
            assertThatThrownBy(ticks::hasNext).as("a tick is due").isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
            ticks.next();
            ticks.next();
            assertThatThrownBy(ticks::hasNext)
                    .isInstanceOf(CancellationException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
            assertThat(time.elapsed()).isEqualTo(seconds(4));
            assertThatThrownBy(ticks::next)
                    .as("asked again with the flag set")
                    .isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();

            assertThat(ticks.next()).isEqualTo(new Tick(3, seconds(3)));
            assertThat(time.elapsed()).isEqualTo(seconds(6));
        }
        Async.waitForAll(interrupting);
    }

    @VirtualTimeTest
    @DisplayName("E4 a task that is cancelled while it waits for a tick ends cancelled")
    void aCancelledTaskEndsCancelled(VirtualTime time) throws Exception {
        Task<?> ticking = Async.background(() -> TickTable.of(time, Async.tick(seconds(3))));
        time.advance(seconds(4));
        Async.cancelAndWait(ticking);
        assertThat(ticking.isCancelled()).isTrue();
        assertThat(time.elapsed()).isEqualTo(seconds(4));
    }

    @VirtualTimeTest
    @DisplayName("E3 a bad argument is refused, and told by its name")
    void aBadArgumentIsRefused() {
        TickerOptions options = Ticker.every(seconds(1));
        assertThatThrownBy(() -> Ticker.every(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("every");
        assertThatThrownBy(() -> options.minWait(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("minWait");
        assertThatThrownBy(() -> options.maxTime(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("maxTime");
        assertThatThrownBy(() -> options.pauser(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("pauser");
        assertThatThrownBy(() -> options.finalFuture(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("finalFuture");
        assertThatThrownBy(() -> options.minWait(seconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("minWait");
        assertThatThrownBy(() -> options.maxTime(seconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxTime");
        assertThatThrownBy(() -> options.maxIterations(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxIterations");
        try (Ticker ticker = options.open()) {
            assertThatThrownBy(() -> ticker.changeAfter(null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("every");
            assertThatThrownBy(() -> ticker.changeAfterOnce(null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("wait");
        }
    }
}
