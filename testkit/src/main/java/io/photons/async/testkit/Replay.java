package io.photons.async.testkit;

import java.time.Duration;

/**
 * Tells how to see a failure again, what ran when it came, and the steps that led there; it is attached to the failure, as
 * a suppressed exception without a stack.
 */
final class Replay extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private Replay(String message) {
        super(message, null, false, false);
    }

    /** Attaches the note, unless the failure tells all of it itself. */
    static <X extends Throwable> X noteOn(X failure, World world) {
        if (!(failure instanceof VirtualTimeFailure)) {
            Duration when = Duration.ofNanos(world.runtime.nanoTime());
            failure.addSuppressed(
                    new Replay("at " + when + " of virtual time, " + of(world) + ". What ran then:\n" + world.scene()));
        }
        return failure;
    }

    /** The order of the run, in words. */
    static String of(World world) {
        String order = world.seed == Order.UNSEEDED
                ? "first come, first served (seed 0)"
                : "seed " + world.seed + " (replay it: VirtualTime.run(" + world.seed
                        + "L, ...) or @VirtualTimeTest(seed = " + world.seed + "L))";
        return world.runtime.baton.isReplayable()
                ? order
                : order + ", not replayable: code blocked outside of the runtime and others went on";
    }
}
