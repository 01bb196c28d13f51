/** Callbacks on a future that lives long. */
@org.jspecify.annotations.NullMarked
package io.photons.benchmarks.callback;
