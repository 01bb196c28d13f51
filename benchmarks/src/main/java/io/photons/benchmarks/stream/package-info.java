/** Taking the results of many tasks as they complete. */
@org.jspecify.annotations.NullMarked
package io.photons.benchmarks.stream;
