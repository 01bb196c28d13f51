package io.photons.watch;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for, checked.
 *
 * @param targets what to check; none: the embedded fleet
 * @param seed decides what the fleet is like
 * @param every from one round's start to the next one's; zero: back to back
 * @param timeout how long a check may take
 * @param limit how long new checks are made, or null
 * @param rounds how many rounds are made, or zero for any number
 * @param maxConcurrent how many checks run at once
 * @param failUnder what percentage must be healthy in the last round
 * @param quiet whether only the summary is shown
 * @param json whether it is shown as JSON
 * @param report where the report goes, or null
 * @param recording where the flight recording goes, or null
 */
record Settings(
        List<Target> targets,
        long seed,
        Duration every,
        Duration timeout,
        @Nullable Duration limit,
        int rounds,
        int maxConcurrent,
        double failUnder,
        boolean quiet,
        boolean json,
        @Nullable ReportFile report,
        @Nullable ReportFile recording) {

    Settings {
        targets = List.copyOf(targets);
    }
}
