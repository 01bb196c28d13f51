package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Action;
import io.photons.async.Async;
import io.photons.async.Task;
import io.photons.async.Tick;
import io.photons.async.Ticker;
import io.photons.async.testkit.VirtualTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes down what a ticker gives, a row for each tick: the clock's reading and, in brackets, what is left until the next. */
final class TickTable {

    private TickTable() {}

    /** What the loop does with a tick. */
    @FunctionalInterface
    interface Step {
        void after(Tick tick) throws Exception;
    }

    /** Iterates to the end and closes. */
    static List<String> of(VirtualTime time, Ticker ticker) throws Exception {
        return of(time, ticker, tick -> {});
    }

    /** Iterates to the end, with a body, and closes. */
    static List<String> of(VirtualTime time, Ticker ticker, Step body) throws Exception {
        List<String> rows = new ArrayList<>();
        try (ticker) {
            for (Tick tick : ticker) {
                rows.add(row(time.elapsed(), tick.untilNext()));
                assertThat(tick.iteration()).isEqualTo(rows.size());
                body.after(tick);
            }
        }
        return rows;
    }

    static String row(Duration at, Duration untilNext) {
        return words(at) + " (" + words(untilNext) + ")";
    }

    private static String words(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
        return seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
    }

    static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    /** Does something at a reading of the clock, in a task of its own. */
    static Task<Void> at(VirtualTime time, double seconds, Action<? extends Exception> action) {
        return Async.background(() -> {
            Async.sleep(seconds(seconds).minus(time.elapsed()));
            action.run();
        });
    }
}
