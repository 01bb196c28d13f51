/** Starting tasks and waiting for all of them. */
@org.jspecify.annotations.NullMarked
package io.photons.benchmarks.spawn;
