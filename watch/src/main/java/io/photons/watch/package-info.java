/** The {@code photons watch} program. */
@NullMarked
package io.photons.watch;

import org.jspecify.annotations.NullMarked;
