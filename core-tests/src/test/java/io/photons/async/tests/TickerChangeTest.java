package io.photons.async.tests;

import static io.photons.async.tests.TickTable.at;
import static io.photons.async.tests.TickTable.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.Pauser;
import io.photons.async.Promise;
import io.photons.async.Ticker;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Changing the time between ticks")
class TickerChangeTest {

    @VirtualTimeTest
    @DisplayName("K7 from the body: the next tick comes the new time after this one, and so on")
    void fromTheBody(VirtualTime time) throws Exception {
        Ticker ticker = Ticker.every(seconds(5)).maxIterations(6).open();

        assertThat(TickTable.of(time, ticker, tick -> {
                    if (tick.iteration() == 3) {
                        ticker.changeAfter(seconds(3));
                    }
                }))
                .containsExactly("0 (5)", "5 (5)", "10 (5)", "13 (3)", "16 (3)", "19 (3)");
    }

    @VirtualTimeTest
    @DisplayName("K7 from another task in the middle of a wait, to sooner and to later")
    void fromAnotherTask(VirtualTime time) throws Exception {
        Ticker ticker = Ticker.every(seconds(10)).maxIterations(6).open();
        at(time, 12, () -> ticker.changeAfter(seconds(4)));
        at(time, 16, () -> ticker.changeAfter(seconds(20)));

        assertThat(TickTable.of(time, ticker))
                .containsExactly("0 (10)", "10 (10)", "14 (4)", "34 (20)", "54 (20)", "74 (20)");
    }

    @VirtualTimeTest
    @DisplayName("K7 a changed tick whose moment has passed comes at once, and the new grid goes on")
    void aMomentThatHasPassed(VirtualTime time) throws Exception {
        Ticker ticker = Ticker.every(seconds(10)).maxIterations(5).open();
        at(time, 14, () -> ticker.changeAfter(seconds(3)));

        assertThat(TickTable.of(time, ticker)).containsExactly("0 (10)", "10 (10)", "14 (2)", "16 (3)", "19 (3)");
    }

    @VirtualTimeTest
    @DisplayName("K7 after a late tick the new time counts from the point of the grid before it")
    void afterALateTick(VirtualTime time) throws Exception {
        Ticker ticker = Ticker.every(seconds(3)).maxIterations(6).open();

        assertThat(TickTable.of(time, ticker, tick -> {
                    Async.sleep(seconds(tick.iteration() == 3 ? 5 : 0));
                    if (tick.iteration() == 4) {
                        ticker.changeAfter(seconds(4));
                    }
                }))
                .containsExactly("0 (3)", "3 (3)", "6 (3)", "11 (1)", "13 (4)", "17 (4)");
    }

    @VirtualTimeTest
    @DisplayName("K7 while a tick is overdue the change counts from the latest tick given")
    void whileATickIsOverdue(VirtualTime time) throws Exception {
        Ticker ticker = Ticker.every(seconds(3)).maxIterations(5).open();

        assertThat(TickTable.of(time, ticker, tick -> {
                    if (tick.iteration() == 2) {
                        Async.sleep(seconds(8));
                        ticker.changeAfter(seconds(10));
                    }
                }))
                .containsExactly("0 (3)", "3 (3)", "13 (10)", "23 (10)", "33 (10)");
    }

    @VirtualTimeTest
    @DisplayName("K7 of two changes before one tick the later one counts")
    void theLaterChangeCounts(VirtualTime time) throws Exception {
        Ticker ticker = Ticker.every(seconds(10)).maxIterations(4).open();
        at(time, 12, () -> ticker.changeAfter(seconds(40)));
        at(time, 13, () -> ticker.changeAfterOnce(seconds(7)));
        at(time, 15, () -> ticker.changeAfter(seconds(6)));

        assertThat(TickTable.of(time, ticker)).containsExactly("0 (10)", "10 (10)", "16 (6)", "22 (6)");
    }

    @VirtualTimeTest
    @DisplayName("K7 a change for once moves one tick, and the old grid goes on")
    void onceMovesOneTick(VirtualTime time) throws Exception {
        Ticker ticker = Ticker.every(seconds(10)).maxIterations(5).open();

        assertThat(TickTable.of(time, ticker, tick -> {
                    if (tick.iteration() == 2) {
                        ticker.changeAfterOnce(seconds(43));
                    }
                    if (tick.iteration() == 4) {
                        ticker.changeAfterOnce(seconds(2));
                    }
                }))
                .containsExactly("0 (10)", "10 (10)", "53 (7)", "60 (10)", "62 (8)");
    }

    @VirtualTimeTest
    @DisplayName("K7 a change for once whose moment has passed gives a tick at once, and the old grid goes on")
    void onceWhoseMomentHasPassed(VirtualTime time) throws Exception {
        Ticker ticker = Ticker.every(seconds(10)).maxIterations(4).open();
        at(time, 14, () -> ticker.changeAfterOnce(seconds(3)));

        assertThat(TickTable.of(time, ticker)).containsExactly("0 (10)", "10 (10)", "14 (6)", "20 (10)");
    }

    @VirtualTimeTest
    @DisplayName("K7 after a tick that was moved once, both changes count from the point of the grid before it")
    void changesAfterAMovedTick(VirtualTime time) throws Exception {
        Ticker ticker = Ticker.every(seconds(10)).maxIterations(6).open();

        assertThat(TickTable.of(time, ticker, tick -> {
                    if (tick.iteration() == 1) {
                        ticker.changeAfterOnce(seconds(25));
                    }
                    if (tick.iteration() == 2) {
                        ticker.changeAfterOnce(seconds(7));
                    }
                    if (tick.iteration() == 3) {
                        ticker.changeAfter(seconds(11));
                    }
                }))
                .containsExactly("0 (10)", "25 (5)", "27 (3)", "31 (11)", "42 (11)", "53 (11)");
    }

    @VirtualTimeTest
    @DisplayName("K7 the least wait does not delay a changed tick, only those after it")
    void theLeastWaitDoesNotDelayAChangedTick(VirtualTime time) throws Exception {
        Ticker ticker =
                Ticker.every(seconds(10)).minWait(seconds(4)).maxIterations(6).open();
        at(time, 11, () -> ticker.changeAfterOnce(seconds(2)));
        at(time, 21, () -> ticker.changeAfter(seconds(3)));

        assertThat(TickTable.of(time, ticker))
                .containsExactly("0 (10)", "10 (10)", "12 (8)", "20 (10)", "23 (6)", "29 (6)");
    }

    @VirtualTimeTest
    @DisplayName("K7 a changed ticker that follows the schedule keeps every point of the new grid")
    void changedWhileFollowing(VirtualTime time) throws Exception {
        Ticker ticker =
                Ticker.every(seconds(10)).followSchedule().maxIterations(5).open();

        assertThat(TickTable.of(time, ticker, tick -> {
                    if (tick.iteration() == 2) {
                        ticker.changeAfter(seconds(3));
                        Async.sleep(seconds(5.99));
                    }
                }))
                .containsExactly("0 (10)", "10 (10)", "15.99 (0.01)", "16 (3)", "19 (3)");
    }

    @VirtualTimeTest
    @DisplayName("K7 before the first tick only the time between ticks changes")
    void beforeTheFirstTick(VirtualTime time) throws Exception {
        Ticker ticker = Ticker.every(seconds(10)).maxIterations(3).open();
        ticker.changeAfterOnce(seconds(50));
        ticker.changeAfter(seconds(4));
        ticker.changeAfterOnce(seconds(60));
        Async.sleep(seconds(1));

        assertThat(TickTable.of(time, ticker)).containsExactly("1 (4)", "5 (4)", "9 (4)");
    }

    @VirtualTimeTest
    @DisplayName("K7 before a first tick that a pauser holds back only the time between ticks changes")
    void beforeAFirstTickThatIsHeldBack(VirtualTime time) throws Exception {
        Pauser pauser = new Pauser();
        pauser.pause();
        Ticker ticker =
                Ticker.every(seconds(10)).pauser(pauser).maxIterations(3).open();
        at(time, 1, () -> ticker.changeAfter(seconds(4)));
        at(time, 2, () -> ticker.changeAfterOnce(seconds(60)));
        at(time, 3, pauser::resume);

        assertThat(TickTable.of(time, ticker)).containsExactly("3 (1)", "4 (4)", "8 (4)");
    }

    @VirtualTimeTest
    @DisplayName("K7 a change to zero gives a tick at once, and then ticks the least wait apart")
    void toZero(VirtualTime time) throws Exception {
        Ticker ticker =
                Ticker.every(seconds(5)).minWait(seconds(2)).maxIterations(6).open();
        at(time, 6, () -> ticker.changeAfter(Duration.ZERO));

        assertThat(TickTable.of(time, ticker, tick -> Async.sleep(seconds(tick.iteration() == 4 ? 3 : 0))))
                .containsExactly("0 (5)", "5 (5)", "6 (2)", "8 (2)", "11 (2)", "13 (2)");
    }

    @VirtualTimeTest
    @DisplayName("K7 a change from zero counts from the latest tick")
    void fromZero(VirtualTime time) throws Exception {
        Ticker ticker =
                Ticker.every(Duration.ZERO).minWait(seconds(2)).maxIterations(6).open();
        at(time, 3, () -> ticker.changeAfterOnce(seconds(5)));
        at(time, 10, () -> ticker.changeAfter(seconds(7)));

        assertThat(TickTable.of(time, ticker)).containsExactly("0 (2)", "2 (2)", "7 (2)", "9 (2)", "16 (7)", "23 (7)");
    }

    @VirtualTimeTest
    @DisplayName("K7 times beyond any clock neither overflow nor keep a later change out")
    void extremeTimes(VirtualTime time) throws Exception {
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
        Duration none = Duration.ofNanos(1L << 62);
        Ticker ticker = Ticker.every(longest)
                .minWait(longest)
                .maxTime(longest)
                .maxIterations(4)
                .open();
        at(time, 5, () -> ticker.changeAfterOnce(longest.negated()));
        at(time, 7, () -> ticker.changeAfter(longest));
        at(time, 8, () -> ticker.changeAfter(longest.negated()));
        at(time, 9, () -> ticker.changeAfter(seconds(4)));

        assertThat(TickTable.of(
                        time, ticker, tick -> assertThat(tick.untilNext()).isGreaterThan(none.dividedBy(2))))
                .hasSize(4)
                .satisfies(rows -> assertThat(rows).element(0).isEqualTo(TickTable.row(Duration.ZERO, none)));
        assertThat(time.elapsed()).isEqualTo(seconds(12));
    }

    @VirtualTimeTest
    @DisplayName("K7 after a late tick, too, a time beyond any clock is still to come")
    void extremeTimesAfterALateTick(VirtualTime time) throws Exception {
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
        Promise<Void> stop = Async.promise("stop");
        Pauser pauser = new Pauser();
        pauser.pause();
        Async.sleep(seconds(1));
        Ticker ticker = Ticker.every(longest)
                .minWait(longest)
                .pauser(pauser)
                .finalFuture(stop)
                .maxIterations(3)
                .open();
        at(time, 5, pauser::resume);
        at(time, 9, () -> stop.complete(null));

        assertThat(TickTable.of(time, ticker)).hasSize(1);
        assertThat(time.elapsed()).isEqualTo(seconds(9));
    }
}
