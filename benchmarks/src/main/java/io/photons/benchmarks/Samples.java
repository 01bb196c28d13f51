package io.photons.benchmarks;

import java.util.Arrays;
import java.util.Map;

/** What one contender took under one load, round by round. */
final class Samples {

    private static final double BEST = 0.1;
    private static final double HALF = 0.5;

    private final int operations;
    private double[] nanos = new double[64];
    private double[] bytes = new double[64];
    private int rounds;
    private Map<String, Double> figures = Map.of();

    Samples(int operations) {
        this.operations = operations;
    }

    void add(long elapsedNanos, long allocatedBytes) {
        if (rounds == nanos.length) {
            nanos = Arrays.copyOf(nanos, rounds * 2);
            bytes = Arrays.copyOf(bytes, rounds * 2);
        }
        nanos[rounds] = (double) elapsedNanos / operations;
        bytes[rounds] = (double) allocatedBytes / operations;
        rounds++;
    }

    void add(Map<String, Double> more) {
        figures = more;
    }

    void clear() {
        rounds = 0;
    }

    int rounds() {
        return rounds;
    }

    /** What the last go told of itself. */
    Map<String, Double> figures() {
        return figures;
    }

    /** Nanoseconds an operation in the best tenth of the rounds. */
    double best() {
        return quantile(sorted(nanos), BEST);
    }

    double median() {
        return quantile(sorted(nanos), HALF);
    }

    /** Bytes an operation, the median of the rounds. */
    double bytes() {
        return quantile(sorted(bytes), HALF);
    }

    private double[] sorted(double[] values) {
        double[] sorted = Arrays.copyOf(values, rounds);
        Arrays.sort(sorted);
        return sorted;
    }

    /** This one's times over another's. */
    Ratio over(Samples other) {
        double[] ratios = new double[Math.min(rounds, other.rounds)];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = nanos[i] / other.nanos[i];
        }
        Arrays.sort(ratios);
        if (ratios.length == 0) {
            return Ratio.NONE;
        }
        // The ranks between which the true median is with a probability of 0.95, whatever the distribution: the
        // binomial
        // one of how many of the rounds fall below it, by its normal approximation. Too few rounds: all of them.
        double half = 0.98 * Math.sqrt(ratios.length);
        int low = (int) Math.max(0, Math.floor(ratios.length / 2.0 - half));
        int high = (int) Math.min(ratios.length - 1, Math.ceil(ratios.length / 2.0 + half));
        return new Ratio(best() / other.best(), quantile(ratios, HALF), ratios[low], ratios[high]);
    }

    /**
     * How two contenders compare.
     *
     * @param best one's best tenth over the other's
     * @param median the median of the ratios round by round, so that what slows a whole round down cancels out
     * @param low the lower end of the median's confidence interval
     * @param high its upper end
     */
    record Ratio(double best, double median, double low, double high) {

        /** There is nothing to compare with. */
        static final Ratio NONE = exactly(Double.NaN);

        /** It was measured once. */
        static Ratio exactly(double ratio) {
            return new Ratio(ratio, ratio, ratio, ratio);
        }

        /** How far the true median may be from the one shown, at a confidence of 95 %. */
        double spread() {
            return Math.max(high - median, median - low);
        }
    }

    private static double quantile(double[] sorted, double part) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double at = part * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
