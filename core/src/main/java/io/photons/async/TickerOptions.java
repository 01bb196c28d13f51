package io.photons.async;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Ticker} is to tick.
 *
 * <p><b>Source.</b> K3, K5, K6, K8.
 */
public final class TickerOptions {

    private static final Duration DEFAULT_MIN_WAIT = Duration.ofMillis(100);

    final long everyNanos;
    long minWaitNanos = DEFAULT_MIN_WAIT.toNanos();
    long maxIterations = Long.MAX_VALUE;
    long maxNanos = Limits.NONE_NANOS;

    @Nullable
    Deferred<?> finalFuture;

    @Nullable
    Pauser pauser;

    TickerOptions(long everyNanos) {
        this.everyNanos = everyNanos;
    }

    /**
     * Sets the least wait, 100 ms if not set: a point of the grid that is nearer than this after a tick is left out.
     *
     * @param minWait the least time between a tick and the next
     * @return this
     */
    public TickerOptions minWait(Duration minWait) {
        minWaitNanos = Limits.nonNegative(minWait, "minWait");
        return this;
    }

    /**
     * Switches the least wait off: the next point of the grid is kept, however near.
     *
     * @return this
     */
    public TickerOptions followSchedule() {
        minWaitNanos = 0;
        return this;
    }

    /**
     * Limits the number of ticks.
     *
     * @param maxIterations that many and no more; zero: none
     * @return this
     */
    public TickerOptions maxIterations(long maxIterations) {
        if (maxIterations < 0) {
            throw new IllegalArgumentException("maxIterations must not be negative: " + maxIterations);
        }
        this.maxIterations = maxIterations;
        return this;
    }

    /**
     * Limits the time: the iteration ends when it is reached, and no tick comes then or later.
     *
     * @param maxTime the time since the first tick was asked for; zero: no tick
     * @return this
     */
    public TickerOptions maxTime(Duration maxTime) {
        maxNanos = Limits.nonNegative(maxTime, "maxTime");
        return this;
    }

    /**
     * Ends the iteration when a future ends, however it ends.
     *
     * @param finalFuture the future
     * @return this
     */
    public TickerOptions finalFuture(Deferred<?> finalFuture) {
        this.finalFuture = Objects.requireNonNull(finalFuture, "finalFuture");
        return this;
    }

    /**
     * Lets a pauser hold the ticks back.
     *
     * @param pauser the pauser
     * @return this
     */
    public TickerOptions pauser(Pauser pauser) {
        this.pauser = Objects.requireNonNull(pauser, "pauser");
        return this;
    }

    /**
     * Opens the ticker.
     *
     * @return a ticker
     */
    public Ticker open() {
        return new Ticker(this);
    }
}
