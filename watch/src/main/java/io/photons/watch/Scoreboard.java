package io.photons.watch;

import io.photons.watch.History.Mark;
import java.time.Duration;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The count of everything, kept in bounded memory however long it goes on.
 *
 * <p><b>Threads.</b> All fields are read and written under the lock: by the thread that takes the results, by the one that
 * begins rounds and by the one that paints.
 */
final class Scoreboard {

    private final ReentrantLock lock = new ReentrantLock();
    private final long began = System.nanoTime();
    private final long beganAtMillis = System.currentTimeMillis();
    private final List<Score> scores;
    private final Latencies latencies = new Latencies();
    private final TreeMap<Integer, Tally> open = new TreeMap<>();
    private final @Nullable Sample sample;
    private int round;
    private int settled;
    private double healthyPercent;
    private long checks;
    private long ok;
    private long timedOut;

    /**
     * Makes one.
     *
     * @param targets whose count it is
     * @param memory how many of the latest checks it keeps for each target
     * @param sample where a sample of all checks is kept, or null
     */
    Scoreboard(List<Target> targets, int memory, @Nullable Sample sample) {
        this.scores = IntStream.range(0, targets.size())
                .mapToObj(i -> new Score(i, targets.get(i).name(), memory))
                .toList();
        this.sample = sample;
    }

    private static final class Tally {
        private int checks;
        private int ok;

        double percent() {
            return checks == 0 ? 0 : 100.0 * ok / checks;
        }
    }

    /**
     * Where things stand.
     *
     * @param targets how many there are
     * @param round the latest round, 0 before the first
     * @param roundChecks how many of its checks have ended
     * @param checks how many checks have ended in all
     * @param ok how many of them went well
     * @param timedOut how many of the others ran out of time
     * @param elapsedNanos how long it has been
     * @param worst the rows to look at first
     */
    record Standing(
            int targets,
            int round,
            int roundChecks,
            long checks,
            long ok,
            long timedOut,
            long elapsedNanos,
            List<Score.Row> worst) {}

    /** Notes that a round begins. */
    void begin(int number) {
        lock.lock();
        try {
            round = number;
            open.put(number, new Tally());
        } finally {
            lock.unlock();
        }
    }

    /** Counts a check. */
    void add(Turn turn, Check check) {
        // By the wall clock, as a check says when it began: good enough to place it in a picture.
        long begunNanos = 1_000_000 * Math.max(0, check.at().toEpochMilli() - beganAtMillis);
        lock.lock();
        try {
            checks++;
            if (check.ok()) {
                ok++;
                latencies.add(check.latencyNanos());
            } else if (check.verdict() == Verdict.TIMED_OUT) {
                timedOut++;
            }
            scores.get(turn.index()).add(check, begunNanos);
            count(turn.round().number(), check.ok());
            if (sample != null) {
                sample.add(new Mark(begunNanos, check.latencyNanos(), check.verdict()));
            }
        } finally {
            lock.unlock();
        }
    }

    private void count(int number, boolean well) {
        Tally tally = open.get(number);
        if (tally == null) {
            return;
        }
        tally.checks++;
        tally.ok += well ? 1 : 0;
        if (tally.checks == scores.size() && number > settled) {
            settled = number;
            healthyPercent = tally.percent();
            open.headMap(number).clear();
        }
    }

    /** Says where things stand. */
    Standing standing(int rows, int marks) {
        lock.lock();
        try {
            Tally tally = open.get(round);
            return new Standing(
                    scores.size(),
                    round,
                    tally == null ? 0 : tally.checks,
                    checks,
                    ok,
                    timedOut,
                    System.nanoTime() - began,
                    worst(rows).map(score -> score.row(marks)).toList());
        } finally {
            lock.unlock();
        }
    }

    /** Keeps the best of the worst on top of a heap, so that ten thousand are not sorted for a screen of twenty. */
    private Stream<Score> worst(int rows) {
        if (rows <= 0) {
            return Stream.empty();
        }
        PriorityQueue<Score> kept = new PriorityQueue<>(rows + 1, Score.WORST_FIRST.reversed());
        for (Score score : scores) {
            kept.add(score);
            if (kept.size() > rows) {
                kept.poll();
            }
        }
        return kept.stream().sorted(Score.WORST_FIRST);
    }

    /** Sums up. */
    Summary summary() {
        lock.lock();
        try {
            return new Summary(
                    scores.size(),
                    round,
                    checks,
                    ok,
                    timedOut,
                    latencies.percentile(50),
                    latencies.percentile(95),
                    latencies.percentile(99),
                    healthy(),
                    Duration.ofNanos(System.nanoTime() - began));
        } finally {
            lock.unlock();
        }
    }

    /** Of the latest round that is complete; where none is, of what there is. */
    private double healthy() {
        return settled > 0 || open.isEmpty()
                ? healthyPercent
                : open.lastEntry().getValue().percent();
    }
}
