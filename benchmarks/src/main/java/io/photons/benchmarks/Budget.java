package io.photons.benchmarks;

import java.util.List;

/** Deals out the time of a run to its columns: who comes late gets a share of what is left. */
final class Budget {

    /** The part of a column's time that is thrown away, and that of a table's first column, where nothing is compiled. */
    private static final double WARM_UP = 0.2;

    private static final double FIRST_WARM_UP = 0.5;

    private final long end;
    private final double fixed;
    private int columns;

    /**
     * Makes a budget.
     *
     * @param totalSeconds for all columns
     * @param fixedSeconds for every column instead, or zero
     */
    Budget(List<Work> works, double totalSeconds, double fixedSeconds) {
        this.end = System.nanoTime() + (long) (totalSeconds * 1e9);
        this.fixed = fixedSeconds;
        this.columns = works.stream().mapToInt(work -> work.loads().size()).sum();
    }

    /** What one column may take, in seconds. */
    record Share(double warmUp, double measured) {}

    /** The share of the next column. */
    Share next(boolean first) {
        double left = Math.max(0, (end - System.nanoTime()) / 1e9);
        double share = fixed > 0 ? fixed : left / columns;
        columns--;
        double warmUp = share * (first ? FIRST_WARM_UP : WARM_UP);
        return new Share(warmUp, share - warmUp);
    }
}
