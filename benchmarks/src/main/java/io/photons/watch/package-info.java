/**
 * Measures {@code photons watch} beside a bare loop that makes the same checks. It stands in the package of what it
 * measures, whose classes are nobody else's.
 */
package io.photons.watch;
