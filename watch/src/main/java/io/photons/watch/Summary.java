package io.photons.watch;

import java.time.Duration;

/**
 * What came of a whole run.
 *
 * @param targets how many targets there are
 * @param rounds how many rounds were begun
 * @param checks how many checks ended
 * @param ok how many of them went well
 * @param timedOut how many of the others ran out of time
 * @param p50Nanos half of the checks that went well took no longer, or {@link Check#NONE}
 * @param p95Nanos the same for 95 percent
 * @param p99Nanos the same for 99 percent
 * @param healthyPercent the part of the last round that went well
 * @param elapsed how long it took
 */
record Summary(
        int targets,
        int rounds,
        long checks,
        long ok,
        long timedOut,
        long p50Nanos,
        long p95Nanos,
        long p99Nanos,
        double healthyPercent,
        Duration elapsed) {

    /** How many checks did not go well, those that ran out of time included. */
    long failed() {
        return checks - ok;
    }
}
