package io.photons.async;

import java.time.Duration;

/**
 * One tick of a {@link Ticker}.
 *
 * <p><b>Source.</b> K1.
 *
 * @param iteration which one, counted from 1
 * @param untilNext the time from this tick until the next one is scheduled, as it was when this one was given
 */
public record Tick(long iteration, Duration untilNext) {}
