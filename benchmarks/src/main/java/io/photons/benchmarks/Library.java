package io.photons.benchmarks;

import java.util.List;

/** One build of this library, by what it has for each table. */
public interface Library {

    /**
     * Returns its ways to do a work.
     *
     * @param work the key of the table
     * @return at least one
     */
    List<Contender> contenders(String work);
}
