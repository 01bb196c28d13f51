package io.photons.watch;

/** How a check ended. */
enum Verdict {
    /** The target answered as it should. */
    OK,
    /** It answered otherwise, or not at all, before the time was up. */
    FAILED,
    /** The time was up. */
    TIMED_OUT
}
