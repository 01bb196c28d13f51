package io.photons.async.tests;

import static io.photons.async.tests.TickTable.at;
import static io.photons.async.tests.TickTable.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.Pauser;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.TaskTree;
import io.photons.async.Ticker;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A pauser")
class TickerPauserTest {

    private final Pauser pauser = new Pauser();

    @VirtualTimeTest
    @DisplayName("K8 holds back a tick that comes due, which is given when it resumes, and the grid goes on")
    void holdsBackATick(VirtualTime time) throws Exception {
        at(time, 4, pauser::pause);
        at(time, 7, pauser::resume);
        Ticker ticker = Ticker.every(seconds(3)).pauser(pauser).maxIterations(5).open();

        assertThat(TickTable.of(time, ticker)).containsExactly("0 (3)", "3 (3)", "7 (2)", "9 (3)", "12 (3)");
    }

    @VirtualTimeTest
    @DisplayName("K8 of many ticks that came due meanwhile one is given")
    void givesOneOfMany(VirtualTime time) throws Exception {
        at(time, 4, pauser::pause);
        at(time, 100, pauser::resume);
        Ticker ticker = Ticker.every(seconds(3)).pauser(pauser).maxIterations(4).open();

        assertThat(TickTable.of(time, ticker)).containsExactly("0 (3)", "3 (3)", "100 (2)", "102 (3)");
    }

    @VirtualTimeTest
    @DisplayName("K8 a pause between two ticks is not noticed")
    void aPauseBetweenTicks(VirtualTime time) throws Exception {
        at(time, 4, pauser::pause);
        at(time, 5, pauser::resume);
        Ticker ticker = Ticker.every(seconds(3)).pauser(pauser).maxIterations(4).open();

        assertThat(TickTable.of(time, ticker)).containsExactly("0 (3)", "3 (3)", "6 (3)", "9 (3)");
    }

    @VirtualTimeTest
    @DisplayName("K8 holds back the first tick, and the grid begins where that was asked for")
    void holdsBackTheFirstTick(VirtualTime time) throws Exception {
        pauser.pause();
        at(time, 4, pauser::resume);
        Ticker ticker = Ticker.every(seconds(3)).pauser(pauser).maxIterations(3).open();

        assertThat(TickTable.of(time, ticker)).containsExactly("4 (2)", "6 (3)", "9 (3)");
    }

    @VirtualTimeTest
    @DisplayName("K8 keeps to the least wait once it has resumed")
    void keepsToTheLeastWait(VirtualTime time) throws Exception {
        at(time, 4, pauser::pause);
        at(time, 8, pauser::resume);
        Ticker ticker = Ticker.every(seconds(3))
                .minWait(seconds(2))
                .pauser(pauser)
                .maxIterations(4)
                .open();

        assertThat(TickTable.of(time, ticker)).containsExactly("0 (3)", "3 (3)", "8 (4)", "12 (3)");
    }

    @VirtualTimeTest
    @DisplayName("K8 counts: it takes as many resumes as there were pauses")
    void counts(VirtualTime time) throws Exception {
        assertThat(pauser.isPaused()).isFalse();
        at(time, 1, pauser::pause);
        at(time, 4, pauser::pause);
        at(time, 5, () -> {
            pauser.resume();
            assertThat(pauser.isPaused()).isTrue();
        });
        at(time, 8, () -> {
            pauser.resume();
            assertThat(pauser.isPaused()).isFalse();
        });
        Ticker ticker = Ticker.every(seconds(3)).pauser(pauser).maxIterations(3).open();

        assertThat(TickTable.of(time, ticker)).containsExactly("0 (3)", "8 (1)", "9 (3)");
    }

    @Test
    @DisplayName("K8 refuses to resume what is not paused, and stays usable")
    void refusesToResumeTooOften() {
        assertThatThrownBy(pauser::resume).isInstanceOf(IllegalStateException.class);
        pauser.pause();
        pauser.resume();
        assertThatThrownBy(pauser::resume).isInstanceOf(IllegalStateException.class);
        pauser.pause();
        assertThat(pauser.isPaused()).isTrue();
    }

    @VirtualTimeTest
    @DisplayName("K8 holds back many tickers at once")
    void holdsBackMany(VirtualTime time) throws Exception {
        List<Task<List<String>>> tables = new ArrayList<>();
        for (int every = 2; every <= 4; every++) {
            Ticker ticker =
                    Ticker.every(seconds(every)).pauser(pauser).maxIterations(4).open();
            tables.add(Async.background(() -> TickTable.of(time, ticker)));
        }
        at(time, 3.5, pauser::pause);
        at(time, 9, pauser::resume);

        assertThat(tables.get(0).get()).containsExactly("0 (2)", "2 (2)", "9 (1)", "10 (2)");
        assertThat(tables.get(1).get()).containsExactly("0 (3)", "3 (3)", "9 (3)", "12 (3)");
        assertThat(tables.get(2).get()).containsExactly("0 (4)", "9 (3)", "12 (4)", "16 (4)");
    }

    @VirtualTimeTest
    @DisplayName("K8 paused by the body, changed while paused: the change is in force when it resumes")
    void changedWhilePaused(VirtualTime time) throws Exception {
        Ticker ticker = Ticker.every(seconds(3)).pauser(pauser).maxIterations(6).open();
        at(time, 5, () -> ticker.changeAfter(seconds(20)));
        at(time, 8, pauser::resume);

        assertThat(TickTable.of(time, ticker, tick -> {
                    if (tick.iteration() == 2) {
                        pauser.pause();
                    }
                    if (tick.iteration() == 4) {
                        pauser.pause();
                        at(time, 44, () -> ticker.changeAfterOnce(seconds(90)));
                        at(time, 45, () -> ticker.changeAfterOnce(seconds(5)));
                        at(time, 50, pauser::resume);
                    }
                }))
                .containsExactly("0 (3)", "3 (3)", "23 (20)", "43 (20)", "50 (13)", "63 (20)");
    }

    @VirtualTimeTest
    @DisplayName("K8 W6 the task tree tells whether a tick is waited for or an end of the pause")
    void theTaskTreeTellsWhatIsWaitedFor(VirtualTime time) throws Exception {
        Ticker ticker = Ticker.every(seconds(3)).pauser(pauser).maxIterations(3).open();
        Async.sleep(seconds(60));
        Task<List<String>> ticking = Async.task("ticking").start(() -> TickTable.of(time, ticker));
        time.settle();
        assertThat(TaskTree.dump()).contains("Task#ticking  running 0 ms   waits for Ticker every 3 s (3 s left)\n");
        pauser.pause();
        time.advance(seconds(4));
        assertThat(Tree.find("Ticker every 3 s").age())
                .as("since its first tick")
                .isEqualTo(seconds(4));
        assertThat(TaskTree.dump()).contains("Ticker every 3 s  1 tick   waits for the end of a pause\n");
        pauser.resume();
        assertThat(ticking.get()).hasSize(3);
    }

    @VirtualTimeTest
    @DisplayName("K8 while paused the time runs out, and the pauser stays paused")
    void theTimeRunsOutWhilePaused(VirtualTime time) throws Exception {
        at(time, 4, pauser::pause);
        Ticker ticker =
                Ticker.every(seconds(3)).pauser(pauser).maxTime(seconds(8)).open();

        assertThat(TickTable.of(time, ticker)).containsExactly("0 (3)", "3 (3)");
        assertThat(time.elapsed()).isEqualTo(seconds(8));
        assertThat(pauser.isPaused()).isTrue();
    }

    @VirtualTimeTest
    @DisplayName("K8 the last tick ends the iteration at once though it is paused")
    void theLastTickEndsItWhilePaused(VirtualTime time) throws Exception {
        Ticker ticker = Ticker.every(seconds(3)).pauser(pauser).maxIterations(2).open();

        assertThat(TickTable.of(time, ticker, tick -> {
                    if (tick.iteration() == 2) {
                        pauser.pause();
                    }
                }))
                .containsExactly("0 (3)", "3 (3)");
        assertThat(time.elapsed()).isEqualTo(seconds(3));
    }

    @VirtualTimeTest
    @DisplayName("K8 the final future ends a paused ticker, and the pauser stays paused")
    void theFinalFutureEndsAPausedTicker(VirtualTime time) throws Exception {
        Promise<Void> stop = Async.promise("stop");
        at(time, 4, pauser::pause);
        at(time, 8, () -> stop.complete(null));
        Ticker ticker =
                Ticker.every(seconds(3)).pauser(pauser).finalFuture(stop).open();

        assertThat(TickTable.of(time, ticker)).containsExactly("0 (3)", "3 (3)");
        assertThat(time.elapsed()).isEqualTo(seconds(8));
        assertThat(pauser.isPaused()).isTrue();
    }

    @VirtualTimeTest
    @DisplayName("K9 a close and an interrupt reach a paused ticker")
    void aCloseAndAnInterruptReachAPausedTicker(VirtualTime time) throws Exception {
        pauser.pause();
        Ticker closed = Ticker.every(seconds(3)).pauser(pauser).open();
        at(time, 2, closed::close);
        assertThat(TickTable.of(time, closed)).isEmpty();
        assertThat(time.elapsed()).isEqualTo(seconds(2));

        Task<List<String>> interrupted = Async.background(
                () -> TickTable.of(time, Ticker.every(seconds(3)).pauser(pauser).open()));
        Async.sleep(seconds(2));
        Async.cancelAndWait(interrupted);
        assertThat(interrupted.isCancelled()).isTrue();
        assertThatThrownBy(interrupted::get).isInstanceOf(CancellationException.class);
        assertThat(time.elapsed()).isEqualTo(seconds(4));
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("K8 pauses and resumes at the instants of ticks lose none and bunch none")
    void pausesAtTheInstantsOfTicks(VirtualTime time) throws Exception {
        Task<Void> pausing = Async.background(() -> {
            for (int i = 0; i < 5; i++) {
                Async.sleep(seconds(1));
                pauser.pause();
                Async.sleep(seconds(1));
                pauser.resume();
            }
        });
        Ticker ticker =
                Ticker.every(seconds(1)).pauser(pauser).maxTime(seconds(11.5)).open();

        List<String> rows = TickTable.of(time, ticker);
        assertThat(rows).doesNotHaveDuplicates().contains("0 (1)", "2 (1)", "4 (1)", "10 (1)", "11 (1)");
        assertThat(rows).allMatch(row -> row.endsWith(" (1)"));
        Async.waitForAll(pausing);
    }
}
