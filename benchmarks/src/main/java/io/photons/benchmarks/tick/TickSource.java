package io.photons.benchmarks.tick;

/** Something that ticks. */
@FunctionalInterface
public interface TickSource {

    /**
     * Starts all tickers, each at its offset; each calls {@link Ticks#begin} and then, at every tick, {@link Ticks#tick}.
     *
     * @param ticks what is to be told
     * @return what stops them and waits until they have stopped
     * @throws Exception if it cannot, which ends the run
     */
    AutoCloseable start(Ticks ticks) throws Exception;
}
