package io.photons.benchmarks;

/** What a contender is to its table, in the order of the rows. */
public enum Role {
    /** What the others are divided by: the least code that does the work. */
    LIMIT,
    /** The limit again, which ought to read 1.00. */
    CONTROL,
    /** This library. */
    OURS,
    /** Another build of this library. */
    BASELINE,
    /** Another way to do the same with a thread for each task. */
    PEER,
    /** Another way that does less: no thread for each task, or work that is not stopped. */
    OTHER
}
