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
 * @param field the rows
 */
public record Work(String key, String title, String unit, Scale scale, List<Load> loads, Field field) {

    /** The same with those columns alone whose heads contain one of the given parts. */
    Work only(List<String> parts) {
        return new Work(
                key,
                title,
                unit,
                scale,
                loads.stream().filter(load -> load.isOneOf(parts)).toList(),
                field);
    }

    /** What the cells of a table show. */
    public enum Scale {
        /** Times as multiples of the limit's. */
        RATIO,
        /** Nanoseconds an operation. */
        NANOS,
        /** Bytes of heap an operation that are in use afterwards. */
        HEAP
    }
}
