/** Measures how fast virtual time is: context switches, and seeds of a test. */
@NullMarked
package io.photons.benchmarks.kit;

import org.jspecify.annotations.NullMarked;
