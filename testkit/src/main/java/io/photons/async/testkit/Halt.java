package io.photons.async.testkit;

/** Why the baton went back to the thread that conducts the run. */
enum Halt {
    /** The main strand has done what it was asked to do. */
    DONE,
    /** The main strand has ended, and nothing can run at this instant; or nothing is left at all. */
    SETTLED,
    /** Every strand waits, and no alarm is set. */
    DEADLOCK,
    /** Too many switches at one instant. */
    LIVELOCK,
    /** The conducting thread was interrupted. */
    INTERRUPTED
}
