package io.photons.benchmarks;

import java.util.Map;

/** One measured go of one contender; what it needs was made before, what it leaves is cleared away after. */
@FunctionalInterface
public interface Trial {

    /** The name of a figure: microseconds of processor time that an operation took. */
    String CPU = "CPU µs each";

    /**
     * Does what is measured.
     *
     * @throws Exception if it cannot, which ends the run
     */
    void run() throws Exception;

    /**
     * Tells what it has found out, other than how long it took.
     *
     * @return numbers by their names, with their units
     */
    default Map<String, Double> figures() {
        return Map.of();
    }

    /**
     * Clears away, unmeasured, what preparing and running left.
     *
     * @throws Exception if it cannot, which ends the run
     */
    default void clear() throws Exception {}
}
