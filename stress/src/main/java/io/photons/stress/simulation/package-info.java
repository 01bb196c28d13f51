/** Programs that a seed draws, run under virtual time and compared with a model of what the rules say. */
@NullMarked
package io.photons.stress.simulation;

import org.jspecify.annotations.NullMarked;
