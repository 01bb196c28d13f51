/** The {@code photons top} program. */
@NullMarked
package io.photons.top;

import org.jspecify.annotations.NullMarked;
