package io.photons.async.testkit;

import org.jspecify.annotations.Nullable;

/**
 * The order in which runnable strands get the baton. All calls are made under the baton's lock.
 *
 * <p>One run in three walks at random: it finds what needs many switches. The others rank the strands at random and
 * demote the running one at one or two places: that finds in few seeds what needs one switch at one certain place, even
 * if the other strand has a long way to go before it meets the first.
 */
sealed interface Order permits FirstCome, RandomWalk, Ranking {

    /** The seed that stands for first come, first served. */
    long UNSEEDED = 0;

    static Order of(long seed) {
        if (seed == UNSEEDED) {
            return new FirstCome();
        }
        return Math.floorMod(seed, 3L) == 0 ? new RandomWalk(seed) : new Ranking(seed);
    }

    /** Adds one that can run. */
    void add(Strand strand);

    /** Takes the one whose turn it is, or null if none can run. */
    @Nullable
    Strand poll();

    boolean isEmpty();

    /** Asks whether the running strand goes on at a checkpoint, at which others can run as well. */
    boolean goesOn(Strand running);

    /** Told when the running strand gives its turn away: it let a deadline pass that had passed already. */
    void gaveWay(Strand running);
}
