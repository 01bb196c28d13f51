package io.photons.benchmarks;

import java.util.List;

/**
 * One table: something to be done, by several contenders, under several loads.
 *
 * @param key its name on the command line and in the JSON lines
 * @param title the head of the table
 * @param unit what an operation is
 * @param scale what a cell shows
 * @param loads the columns
 * @param quickLoads those of a quick run
 * @param field the rows
 */
public record Work(
        String key, String title, String unit, Scale scale, List<Load> loads, List<Load> quickLoads, Field field) {

    /** The same with other columns. */
    Work with(List<Load> others) {
        return new Work(key, title, unit, scale, others, others, field);
    }

    /** What the cells of a table show. */
    public enum Scale {
        /** Times as multiples of the limit's. */
        RATIO,
        /** Nanoseconds an operation. */
        NANOS,
        /** Bytes of heap an operation that are in use afterwards. */
        HEAP,
        /** Several numbers, each of its own kind, that the trials tell. */
        FIGURES;

        /** Whether there are rounds, of which each gives a time. */
        boolean timed() {
            return this == RATIO || this == NANOS;
        }
    }
}
