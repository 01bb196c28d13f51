/** An async toolkit for virtual threads, in which nothing outlives the scope that it was given to. */
@NullMarked
package io.photons.async;

import org.jspecify.annotations.NullMarked;
