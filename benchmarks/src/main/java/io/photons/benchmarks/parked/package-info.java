/** What a task that waits costs in heap. */
@org.jspecify.annotations.NullMarked
package io.photons.benchmarks.parked;
