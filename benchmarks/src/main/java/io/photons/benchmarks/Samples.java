package io.photons.benchmarks;

import java.util.Arrays;

/** What one contender took under one load, round by round. */
final class Samples {

    private final int operations;
    private double[] nanos = new double[64];
    private double[] bytes = new double[64];
    private int rounds;

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

    void clear() {
        rounds = 0;
    }

    int rounds() {
        return rounds;
    }

    /** Nanoseconds an operation in the best tenth of the rounds. */
    double best() {
        return quantile(Arrays.copyOf(nanos, rounds), 0.1);
    }

    double median() {
        return quantile(Arrays.copyOf(nanos, rounds), 0.5);
    }

    /** Bytes an operation, the median of the rounds. */
    double bytes() {
        return quantile(Arrays.copyOf(bytes, rounds), 0.5);
    }

    double bestRatio(Samples other) {
        return best() / other.best();
    }

    /** The median of the ratios round by round, so that what slows a whole round down cancels out. */
    double medianRatio(Samples other) {
        double[] ratios = new double[Math.min(rounds, other.rounds)];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = nanos[i] / other.nanos[i];
        }
        return quantile(ratios, 0.5);
    }

    private static double quantile(double[] values, double part) {
        if (values.length == 0) {
            return Double.NaN;
        }
        Arrays.sort(values);
        double at = part * (values.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, values.length - 1);
        return values[below] + (at - below) * (values[above] - values[below]);
    }
}
