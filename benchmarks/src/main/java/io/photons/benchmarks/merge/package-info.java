/** Merging what several generators emit. */
@org.jspecify.annotations.NullMarked
package io.photons.benchmarks.merge;
