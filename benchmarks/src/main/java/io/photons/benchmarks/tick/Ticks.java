package io.photons.benchmarks.tick;

import io.photons.benchmarks.Trial;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** When the ticks of one or many tickers came, and what follows from it. */
public final class Ticks {

    /** How many ticks, at either end, are looked at for drift. */
    private static final int END = 100;

    private static final double MICRO = 1e3;
    private static final int TOLERANCE = 20;

    private final boolean skips;
    private final int tickers;
    private final int each;
    private final long every;
    private final long[] begins;
    private final int[] counts;
    private final long[] times;
    private final CountDownLatch running;

    /**
     * Makes room for ticks.
     *
     * @param skips whether a tick that is very late stands for all that were due before it
     * @param tickers how many tickers there are
     * @param each how many ticks each of them gives
     * @param every the time between two of them
     */
    Ticks(boolean skips, int tickers, int each, Duration every) {
        this.skips = skips;
        this.tickers = tickers;
        this.each = each;
        this.every = every.toNanos();
        this.begins = new long[tickers];
        this.counts = new int[tickers];
        this.times = new long[tickers * each];
        this.running = new CountDownLatch(tickers);
    }

    /**
     * Returns how many tickers there are.
     *
     * @return the number
     */
    public int tickers() {
        return tickers;
    }

    /**
     * Returns the time between two ticks.
     *
     * @return it
     */
    public Duration every() {
        return Duration.ofNanos(every);
    }

    /**
     * Returns how long after the first a ticker is to begin, so that their ticks are spread evenly.
     *
     * @param ticker the ticker, counted from zero
     * @return nanoseconds
     */
    public long offset(int ticker) {
        return every * ticker / tickers;
    }

    /**
     * Notes that a ticker begins now; its first tick is due.
     *
     * @param ticker the ticker
     */
    public void begin(int ticker) {
        begin(ticker, System.nanoTime());
    }

    /**
     * Notes when a ticker's first tick is due.
     *
     * @param ticker the ticker
     * @param nanos a reading of {@code System.nanoTime}
     */
    void begin(int ticker, long nanos) {
        begins[ticker] = nanos;
    }

    /**
     * Notes that a ticker's tick has come; the ticks of one ticker come one after the other.
     *
     * @param ticker the ticker
     * @return whether it is to go on
     */
    public boolean tick(int ticker) {
        int count = counts[ticker];
        if (count == each) {
            return false;
        }
        times[ticker * each + count] = System.nanoTime();
        counts[ticker] = count + 1;
        if (count + 1 == each) {
            running.countDown();
            return false;
        }
        return true;
    }

    /** Waits until all have given their ticks. */
    void await() throws InterruptedException {
        running.await();
    }

    /** What came of it. */
    Map<String, Double> figures(long cpuNanos) {
        double[] late = new double[tickers * each];
        double drift = 0;
        double missed = 0;
        for (int ticker = 0; ticker < tickers; ticker++) {
            int first = ticker * each;
            long steps = lateness(ticker, late);
            missed += steps + 1 - each;
            drift += least(late, first + each - Math.min(END, each), first + each)
                    - least(late, first, first + Math.min(END, each));
        }
        Arrays.sort(late);
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("p50 µs", quantile(late, 0.5) / MICRO);
        figures.put("p99 µs", quantile(late, 0.99) / MICRO);
        figures.put("p99.9 µs", quantile(late, 0.999) / MICRO);
        figures.put("drift µs", drift / tickers / MICRO);
        figures.put("missed", missed / tickers);
        figures.put(Trial.CPU, cpuNanos / MICRO / late.length);
        return figures;
    }

    /**
     * How late each tick of a ticker was: after its own point of the grid, or, of a ticker that skips what it has missed,
     * after the first point since its last tick.
     *
     * @return how many points of the grid there were from the first tick to the last
     */
    private long lateness(int ticker, double[] late) {
        int first = ticker * each;
        long point = 0;
        for (int i = first; i < first + each; i++) {
            if (i > first) {
                point = skips ? pointAt(ticker, times[i - 1]) + 1 : point + 1;
            }
            late[i] = times[i] - begins[ticker] - point * every;
        }
        return skips ? pointAt(ticker, times[first + each - 1]) : point;
    }

    /** The last point of the grid at or before some time, or just after it, as clocks are not that exact. */
    private long pointAt(int ticker, long nanos) {
        return (nanos - begins[ticker] + every / TOLERANCE) / every;
    }

    private static double least(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).min().orElseThrow();
    }

    private static double quantile(double[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(part * sorted.length))];
    }
}
