/** Measures what is left behind after very many uses: heap, threads, timers, tasks. */
@NullMarked
package io.photons.stress.leaks;

import org.jspecify.annotations.NullMarked;
