/** Races, run by jcstress: every outcome that may be observed is written down, and the others are forbidden. */
package io.photons.stress.races;
