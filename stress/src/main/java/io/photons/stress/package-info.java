/** Model checking, stress and simulation of the library, and the planted bugs that show that they see. */
@NullMarked
package io.photons.stress;

import org.jspecify.annotations.NullMarked;
