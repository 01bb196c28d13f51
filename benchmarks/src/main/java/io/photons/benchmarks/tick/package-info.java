/** Tickers: how late their ticks are, and what they cost. */
@org.jspecify.annotations.NullMarked
package io.photons.benchmarks.tick;
