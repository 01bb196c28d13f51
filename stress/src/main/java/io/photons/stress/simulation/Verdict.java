package io.photons.stress.simulation;

import java.util.List;

/**
 * What became of a seed.
 *
 * @param seed the seed
 * @param replayable whether the same seed gives the same run
 * @param journal what happened
 */
record Verdict(long seed, boolean replayable, Journal journal) {

    boolean holds() {
        return violations().isEmpty();
    }

    /** What broke a rule. */
    List<String> violations() {
        return journal.violations();
    }

    /** Of all that happened, in its order. */
    long hash() {
        return journal.hash();
    }
}
