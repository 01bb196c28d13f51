/**
 * A deterministic world for testing code that uses Photons, and checks that nothing is left behind.
 *
 * <p>The way in is {@link io.photons.async.testkit.VirtualTime#run(io.photons.async.testkit.VirtualTime.Body)
 * VirtualTime.run}, or in JUnit {@link io.photons.async.testkit.VirtualTimeTest @VirtualTimeTest}.
 * {@link io.photons.async.testkit.FutureDominoes FutureDominoes} write down exact orders,
 * {@link io.photons.async.testkit.LeakCheck LeakCheck} finds what was left.
 */
@NullMarked
package io.photons.async.testkit;

import org.jspecify.annotations.NullMarked;
