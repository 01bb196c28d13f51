/** Time-outs that do not strike. */
@org.jspecify.annotations.NullMarked
package io.photons.benchmarks.timeout;
