package io.photons.watch;

import java.io.IOException;

/**
 * Where the results go. It is called by the one thread that takes the results, but for
 * {@link #abandon}.
 */
interface Sink extends AutoCloseable {

    /** Shows one result, at once. */
    void accept(Turn turn, Check check) throws IOException;

    /** Shows what came of it all. */
    void finish(Summary summary) throws IOException;

    /** Leaves the terminal in order, on any thread, without waiting: the program is about to end. */
    default void abandon() {}

    /** Leaves the terminal as it was found. */
    @Override
    default void close() {}
}
