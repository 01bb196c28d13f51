package io.photons.async.tests;

import static io.photons.async.tests.TickTable.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.Tick;
import io.photons.async.Ticker;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The grid of a ticker")
class TickerGridTest {

    @VirtualTimeTest
    @DisplayName("K1 the first tick is there at once, and an instant body sees the grid")
    void theFirstTickIsThereAtOnce(VirtualTime time) throws Exception {
        Ticker ticker = Ticker.every(seconds(3)).maxIterations(5).open();

        assertThat(TickTable.of(time, ticker)).containsExactly("0 (3)", "3 (3)", "6 (3)", "9 (3)", "12 (3)");
    }

    @VirtualTimeTest
    @DisplayName("K1 the start is the first look for a tick, not the opening")
    void theStartIsTheFirstLook(VirtualTime time) throws Exception {
        Ticker ticker = Ticker.every(seconds(3)).maxIterations(2).open();
        Async.sleep(seconds(1));
        Iterator<Tick> ticks = ticker.iterator();
        Async.sleep(seconds(1));

        assertThat(ticks.hasNext()).isTrue();
        Async.sleep(seconds(1));
        assertThat(ticks.next().untilNext()).isEqualTo(seconds(3));
        ticks.next();
        assertThat(time.elapsed()).isEqualTo(seconds(5));
        ticker.close();
    }

    @VirtualTimeTest
    @DisplayName("K1 bodies of any length below the time between ticks cause no drift in ten thousand ticks")
    void shortBodiesCauseNoDrift(VirtualTime time) throws Exception {
        List<Duration> off = new ArrayList<>();
        try (Ticker ticker =
                Ticker.every(seconds(1)).maxIterations(10_000).followSchedule().open()) {
            for (Tick tick : ticker) {
                if (!time.elapsed().equals(Duration.ofSeconds(tick.iteration() - 1))) {
                    off.add(time.elapsed());
                }
                Async.sleep(Duration.ofNanos(tick.iteration() * 7919 % 1_000_000_000));
            }
        }
        assertThat(off).isEmpty();
    }

    @VirtualTimeTest
    @DisplayName("K2 missed ticks are skipped, never bunched up, and the grid goes on")
    void missedTicksAreSkipped(VirtualTime time) throws Exception {
        Ticker ticker = Ticker.every(seconds(3)).maxIterations(6).open();

        assertThat(TickTable.of(time, ticker, tick -> Async.sleep(seconds(tick.iteration() == 3 ? 5 : 0))))
                .containsExactly("0 (3)", "3 (3)", "6 (3)", "11 (1)", "12 (3)", "15 (3)");
    }

    @VirtualTimeTest
    @DisplayName("K2 a body that slept through a hundred ticks gets one of them")
    void aLongBodyGetsOne(VirtualTime time) throws Exception {
        Ticker ticker = Ticker.every(seconds(3)).maxIterations(4).open();

        assertThat(TickTable.of(time, ticker, tick -> Async.sleep(seconds(tick.iteration() == 1 ? 301 : 0))))
                .containsExactly("0 (3)", "301 (2)", "303 (3)", "306 (3)");
    }

    @VirtualTimeTest
    @DisplayName("K2 a body that ends on a point of the grid gets that tick, and the next one a whole step later")
    void aBodyThatEndsOnTheGrid(VirtualTime time) throws Exception {
        Ticker ticker = Ticker.every(seconds(3)).maxIterations(4).open();

        assertThat(TickTable.of(time, ticker, tick -> Async.sleep(seconds(tick.iteration() == 1 ? 6 : 3))))
                .containsExactly("0 (3)", "6 (3)", "9 (3)", "12 (3)");
    }

    @VirtualTimeTest
    @DisplayName("K3 a point of the grid nearer than the least wait is skipped, and untilNext tells so")
    void aNearPointIsSkipped(VirtualTime time) throws Exception {
        Ticker ticker =
                Ticker.every(seconds(5)).minWait(seconds(2)).maxIterations(5).open();

        assertThat(TickTable.of(time, ticker, tick -> Async.sleep(seconds(tick.iteration() == 2 ? 9 : 0))))
                .containsExactly("0 (5)", "5 (5)", "14 (6)", "20 (5)", "25 (5)");
    }

    @VirtualTimeTest
    @DisplayName("K3 a point of the grid exactly the least wait away is kept")
    void aPointAtTheLeastWaitIsKept(VirtualTime time) throws Exception {
        Ticker ticker =
                Ticker.every(seconds(5)).minWait(seconds(2)).maxIterations(4).open();

        assertThat(TickTable.of(time, ticker, tick -> Async.sleep(seconds(tick.iteration() == 2 ? 8 : 0))))
                .containsExactly("0 (5)", "5 (5)", "13 (2)", "15 (5)");
    }

    @VirtualTimeTest
    @DisplayName("K3 following the schedule keeps the next point of the grid, however near")
    void followScheduleKeepsTheNextPoint(VirtualTime time) throws Exception {
        Ticker ticker =
                Ticker.every(seconds(5)).followSchedule().maxIterations(6).open();

        assertThat(TickTable.of(time, ticker, tick -> {
                    Async.sleep(tick.iteration() == 2 ? seconds(9) : Duration.ZERO);
                    Async.sleep(tick.iteration() == 4 ? seconds(10).minusNanos(1) : Duration.ZERO);
                }))
                .containsExactly("0 (5)", "5 (5)", "14 (1)", "15 (5)", "24.999999999 (0.000000001)", "25 (5)");
    }

    @VirtualTimeTest
    @DisplayName("K3 without a setting the least wait is a tenth of a second")
    void theDefaultLeastWait(VirtualTime time) throws Exception {
        Ticker ticker = Ticker.every(seconds(1)).maxIterations(5).open();

        assertThat(TickTable.of(time, ticker, tick -> {
                    Async.sleep(tick.iteration() == 1 ? seconds(1.9) : Duration.ZERO);
                    Async.sleep(tick.iteration() == 3 ? seconds(1.9).plusNanos(1) : Duration.ZERO);
                }))
                .containsExactly("0 (1)", "1.9 (0.1)", "2 (1)", "3.900000001 (1.099999999)", "5 (1)");
    }

    @VirtualTimeTest
    @DisplayName("K3 a grid finer than the least wait gives its first points that are far enough")
    void aFineGrid(VirtualTime time) throws Exception {
        Ticker ticker = Ticker.every(seconds(0.04)).maxIterations(3).open();

        assertThat(TickTable.of(time, ticker)).containsExactly("0 (0.12)", "0.12 (0.12)", "0.24 (0.12)");
    }

    @VirtualTimeTest
    @DisplayName("K3 where the least wait ends on a point of the grid that one is next, wherever the grid begins")
    void theLeastWaitEndsOnTheGrid(VirtualTime time) throws Exception {
        Async.sleep(seconds(1));
        Ticker ticker = Ticker.every(seconds(0.05)).maxIterations(3).open();

        assertThat(TickTable.of(time, ticker)).containsExactly("1 (0.1)", "1.1 (0.1)", "1.2 (0.1)");
    }

    @VirtualTimeTest
    @DisplayName("K4 E5 ticks that come as fast as they are taken leave others their turn")
    void ticksThatComeAsFastAsTheyAreTaken(VirtualTime time) throws Exception {
        boolean[] ran = {false, false};
        try (Ticker ticker = Ticker.every(Duration.ZERO)
                .followSchedule()
                .maxIterations(1_000)
                .open()) {
            Iterator<Tick> ticks = ticker.iterator();
            ticks.next();
            Async.background(() -> ran[0] = true);
            ticks.forEachRemaining(tick -> ran[1] |= ran[0]);
        }
        assertThat(ran[1])
                .as("the other task had its turn before the last tick")
                .isTrue();
    }

    @VirtualTimeTest
    @DisplayName("K4 with no time between ticks they come the least wait apart")
    void zeroComesTheLeastWaitApart(VirtualTime time) throws Exception {
        Ticker zero = Ticker.every(Duration.ZERO).maxIterations(3).open();
        assertThat(TickTable.of(time, zero)).containsExactly("0 (0.1)", "0.1 (0.1)", "0.2 (0.1)");

        Ticker less =
                Ticker.every(seconds(-5)).minWait(seconds(2)).maxIterations(4).open();
        assertThat(TickTable.of(time, less, tick -> Async.sleep(seconds(tick.iteration() == 2 ? 5 : 1))))
                .containsExactly("0.2 (2)", "2.2 (2)", "7.2 (2)", "9.2 (2)");
    }

    @VirtualTimeTest
    @DisplayName("K4 with no time between ticks and no least wait they come as fast as they are taken")
    void zeroWithoutLeastWait(VirtualTime time) throws Exception {
        Ticker following = Ticker.every(Duration.ZERO)
                .followSchedule()
                .maxIterations(1_000)
                .open();
        assertThat(TickTable.of(time, following)).hasSize(1_000).containsOnly("0 (0)");

        Ticker none = Ticker.every(seconds(-1))
                .minWait(Duration.ZERO)
                .maxIterations(3)
                .open();
        assertThat(TickTable.of(time, none, tick -> Async.sleep(seconds(1))))
                .containsExactly("0 (0)", "1 (0)", "2 (0)");
    }
}
