/** This library's contenders, which nothing else here refers to. */
@org.jspecify.annotations.NullMarked
package io.photons.benchmarks.ours;
