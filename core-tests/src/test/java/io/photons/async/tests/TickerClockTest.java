package io.photons.async.tests;

import static io.photons.async.tests.TickTable.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.AsyncRuntime;
import io.photons.async.Body;
import io.photons.async.Pauser;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.TaskSnapshot;
import io.photons.async.Tick;
import io.photons.async.Ticker;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Tickers and the clock")
class TickerClockTest {

    @Test
    @DisplayName("K10 a clock that jumps in the middle of a wait gives one tick, and the grid goes on")
    void aJumpInTheMiddleOfAWait() throws Exception {
        JumpingClock clock = new JumpingClock(List.of(0L, 0L, 3_601L, 0L, 0L));
        Task<List<String>> ticking = Async.task("ticking").runtime(clock).start(() -> {
            List<String> rows = new ArrayList<>();
            try (Ticker ticker = Ticker.every(seconds(3)).maxIterations(6).open()) {
                for (Tick tick : ticker) {
                    rows.add(TickTable.row(Duration.ofNanos(clock.nanoTime()), tick.untilNext()));
                }
            }
            return rows;
        });

        assertThat(ticking.get()).containsExactly("0 (3)", "3 (3)", "6 (3)", "3610 (2)", "3612 (3)", "3615 (3)");
    }

    @VirtualTimeTest
    @DisplayName("K10 ten thousand tickers under way have no thread, timer or scope of their own")
    void tenThousandTickers(VirtualTime time) throws Exception {
        List<Ticker> tickers = new ArrayList<>();
        List<Iterator<Tick>> iterators = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            Ticker ticker = Async.tick(seconds(10));
            tickers.add(ticker);
            iterators.add(ticker.iterator());
        }
        for (int round = 0; round < 3; round++) {
            for (Iterator<Tick> ticks : iterators) {
                ticks.next();
            }
            assertThat(time.elapsed()).isEqualTo(seconds(10 * round));
            assertThat(AsyncRuntime.current().pendingTimers()).isZero();
            Map<TaskSnapshot.Kind, Long> kinds =
                    Tree.all().stream().collect(Collectors.groupingBy(TaskSnapshot.Node::kind, Collectors.counting()));
            assertThat(kinds).isEqualTo(Map.of(TaskSnapshot.Kind.TASK, 1L, TaskSnapshot.Kind.TICKER, 10_000L));
        }
        tickers.forEach(Ticker::close);
        assertThat(Tree.labels()).containsExactly("Task#main");
    }

    @VirtualTimeTest
    @DisplayName("K10 a thousand tasks that iterate a ticker each all see the same grid")
    void aThousandTasks(VirtualTime time) throws Exception {
        List<Task<List<String>>> tables = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Ticker ticker = Ticker.every(seconds(3)).maxIterations(4).open();
            tables.add(Async.background(() -> TickTable.of(time, ticker)));
        }
        for (Task<List<String>> table : tables) {
            assertThat(table.get()).containsExactly("0 (3)", "3 (3)", "6 (3)", "9 (3)");
        }
    }

    @Test
    @DisplayName("K9 between real threads no close, end, resume or change is lost, whenever it comes")
    void nothingIsLostBetweenRealThreads() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            Promise<Void> stop = Async.promise("stop");
            Pauser pauser = new Pauser();
            Ticker ticker = Ticker.every(Duration.ofHours(1))
                    .finalFuture(stop)
                    .pauser(pauser)
                    .maxIterations(2)
                    .followSchedule()
                    .open();
            if (round % 4 == 2) {
                pauser.pause();
                ticker.changeAfter(Duration.ZERO);
            }
            Task<Void> ticking = Async.background(() -> ticker.forEach(tick -> {}));
            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(40_000));
            switch (round % 4) {
                case 0 -> ticker.close();
                case 1 -> stop.complete(null);
                case 2 -> pauser.resume();
                default -> {
                    ticker.changeAfter(Duration.ZERO);
                    ticker.changeAfterOnce(Duration.ZERO);
                }
            }
            assertThat(Async.waitForAll(Duration.ofSeconds(20), ticking))
                    .as("round " + round)
                    .isTrue();
        }
    }

    /** A clock that stands still, but for waits: each ends at once, at its deadline or so many seconds after it. */
    private static final class JumpingClock implements AsyncRuntime {

        private final Iterator<Long> late;
        private volatile long now;

        JumpingClock(List<Long> late) {
            this.late = late.iterator();
        }

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void park(Object blocker, long deadline) {
            if (deadline == NO_DEADLINE) {
                AsyncRuntime.system().park(blocker, deadline);
            } else {
                now = deadline + Duration.ofSeconds(late.next()).toNanos();
            }
        }

        @Override
        public Thread start(@Nullable String name, Body body) {
            return AsyncRuntime.system().start(name, body);
        }

        @Override
        public void unpark(Thread thread) {
            AsyncRuntime.system().unpark(thread);
        }

        @Override
        public void interrupt(Thread thread) {
            AsyncRuntime.system().interrupt(thread);
        }

        @Override
        public Timer schedule(long at, Runnable signal) {
            throw new UnsupportedOperationException("no ticker sets a timer");
        }

        @Override
        public int pendingTimers() {
            return 0;
        }
    }
}
