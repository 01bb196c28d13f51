package io.photons.benchmarks;

/** What a contender is to its table. */
public enum Role {
    /** What the others are divided by: the least code that does the work. */
    LIMIT,
    /** This library. */
    OURS,
    /** Another way to do the same with a thread for each task. */
    PEER,
    /** Another way that does less: no thread for each task, or work that is not stopped. */
    OTHER
}
