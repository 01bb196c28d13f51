package io.photons.benchmarks;

/** One measured go of one contender; what it needs was made before, what it leaves is cleared away after. */
@FunctionalInterface
public interface Trial {

    /**
     * Does what is measured.
     *
     * @throws Exception if it cannot, which ends the run
     */
    void run() throws Exception;

    /**
     * Clears away, unmeasured, what preparing and running left.
     *
     * @throws Exception if it cannot, which ends the run
     */
    default void clear() throws Exception {}
}
