/** Cancelling many tasks and waiting for them. */
@org.jspecify.annotations.NullMarked
package io.photons.benchmarks.cancel;
