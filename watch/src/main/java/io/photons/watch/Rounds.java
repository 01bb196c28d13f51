package io.photons.watch;

import io.photons.async.Async;
import io.photons.async.Deferred;
import io.photons.async.ResultStreamer;
import io.photons.async.Tick;
import io.photons.async.Ticker;
import io.photons.async.TickerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/**
 * Begins round after round, each on the ticker's grid.
 *
 * <p>A round does not wait for the checks of the one before, only for places: when there are more targets than places, the
 * next one begins once the last check of this one has. Then the targets that answered soonest go first, so that those that
 * hang wait for each other. What becomes of a check whose target is still busy with the one before is for the
 * {@link Lanes} to say.
 *
 * <p>A round begins gently. Hundreds of checks at one instant would mostly wait for the processor, which would be taken for
 * the latency of their targets, and on a busy machine for a time-out. Where there are many times more targets than places
 * it begins at once: the first ones are few then, and the others would be no better off.
 *
 * <p><b>Threads.</b> One runs the rounds; {@code lastNanos} is written by the checks' threads.
 */
final class Rounds {

    /** How many checks of a round begin one after another; by then the places are taken, and who leaves makes room. */
    private static final int GENTLE = 256;

    /** How long the next one waits: longer by itself where the processor is short. */
    private static final Duration BREATH = Duration.ofNanos(250_000);

    /** How many targets for a place are many. */
    private static final int MANY = 16;

    /** What the order of a round is sorted by holds a target's place in the list in its low bits. */
    private static final int INDEX_BITS = 20;

    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final Settings settings;
    private final List<Target> targets;
    private final Checker checker;
    private final Scoreboard board;
    private final Deferred<?> intake;
    private final Deferred<?> stop;
    private final Lanes lanes;
    private final AtomicLongArray lastNanos;
    private final long began = System.nanoTime();
    private volatile long nextNanos = began;

    Rounds(
            Settings settings,
            List<Target> targets,
            Checker checker,
            Scoreboard board,
            Deferred<?> intake,
            Deferred<?> stop) {
        this.settings = settings;
        this.targets = targets;
        this.checker = checker;
        this.board = board;
        this.intake = intake;
        this.stop = stop;
        lanes = new Lanes(targets.size(), settings.maxConcurrent());
        lastNanos = new AtomicLongArray(targets.size());
    }

    /** How many rounds were asked for, or zero for any number. */
    int wanted() {
        return settings.rounds();
    }

    /** How long it is until the next round. */
    long untilNextNanos() {
        return nextNanos - System.nanoTime();
    }

    /** Begins the rounds, and says so to the streamer when the last one has begun. */
    void run(ResultStreamer<Check, Turn> results) throws InterruptedException {
        try (Ticker ticker = ticker()) {
            for (Tick tick : ticker) {
                boolean last = tick.iteration() == settings.rounds();
                nextNanos = last ? 0 : System.nanoTime() + tick.untilNext().toNanos();
                Round round = new Round(Math.toIntExact(tick.iteration()), targets.size(), stop);
                board.begin(round.number());
                begin(round, results);
                Deferred<?> condition = settings.every().isZero() ? round.ended() : round.begun();
                Async.waitForAll(timeLeft(), condition);
            }
        } finally {
            results.noMoreWork();
        }
    }

    private Ticker ticker() {
        TickerOptions options = Ticker.every(settings.every()).followSchedule().finalFuture(intake);
        if (settings.rounds() > 0) {
            options.maxIterations(settings.rounds());
        }
        if (settings.limit() != null) {
            options.maxTime(settings.limit());
        }
        return options.open();
    }

    private Duration timeLeft() {
        return settings.limit() == null ? FOR_EVER : settings.limit().minusNanos(System.nanoTime() - began);
    }

    private void begin(Round round, ResultStreamer<Check, Turn> results) throws InterruptedException {
        int gentle = targets.size() < MANY * (long) settings.maxConcurrent() ? GENTLE : 0;
        int started = 0;
        for (int index : order()) {
            Turn turn = new Turn(round, index, targets.get(index));
            switch (lanes.enter(turn)) {
                case NOW -> {
                    start(results, turn, round::checkBegins);
                    if (++started < gentle) {
                        Async.sleep(BREATH);
                    }
                }
                case LATER -> round.checkBegins();
                case NEVER -> {
                    round.checkBegins();
                    results.with(turn).onDone(end -> round.checkEnds()).addValue(Check.notMade(Instant.now()));
                }
            }
        }
    }

    private int[] order() {
        IntStream all = IntStream.range(0, targets.size());
        if (lanes.suffice()) {
            return all.toArray();
        }
        return all.mapToLong(i -> soonness(i) << INDEX_BITS | i)
                .sorted()
                .mapToInt(key -> (int) key & (1 << INDEX_BITS) - 1)
                .toArray();
    }

    private long soonness(int index) {
        long last = lanes.isBusy(index) ? Long.MAX_VALUE : lastNanos.get(index);
        return Math.min(last, Long.MAX_VALUE >> INDEX_BITS);
    }

    private void start(ResultStreamer<Check, Turn> results, Turn turn, Runnable begins) {
        results.with(turn).onDone(end -> turn.round().checkEnds()).add(() -> {
            begins.run();
            try {
                return check(turn);
            } finally {
                // By the body that ends, and not by a callback: what running work adds is never too late.
                Turn next = lanes.leave(turn);
                if (next != null) {
                    start(results, next, () -> {});
                }
            }
        });
    }

    private Check check(Turn turn) throws InterruptedException {
        if (timeLeft().isNegative()) {
            throw new CancellationException("the time is up");
        }
        if (intake.isDone()) {
            throw new CancellationException("no new checks");
        }
        Check check = checker.check(turn.target());
        lastNanos.set(turn.index(), check.latencyNanos());
        return check;
    }
}
