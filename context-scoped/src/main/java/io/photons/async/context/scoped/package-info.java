/** Carries scoped values into tasks. */
@NullMarked
package io.photons.async.context.scoped;

import org.jspecify.annotations.NullMarked;
