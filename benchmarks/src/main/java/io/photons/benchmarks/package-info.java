/** Measures the library beside its peers: all of them interleaved in one JVM, in a random order every round. */
@org.jspecify.annotations.NullMarked
package io.photons.benchmarks;
