/** A deterministic world for testing code that uses Photons: virtual time, and checks that nothing is left behind. */
@NullMarked
package io.photons.async.testkit;

import org.jspecify.annotations.NullMarked;
