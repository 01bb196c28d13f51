package io.photons.benchmarks.timeout;

import io.photons.benchmarks.Field;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Load.Spawner;
import io.photons.benchmarks.Work;
import java.time.Duration;
import java.util.List;

/** Calls a body under a limit that is far away, one call after the other. */
public final class Timeouts {

    /** The limit, which is far away. */
    public static final Duration LIMIT = Duration.ofSeconds(10);

    private Timeouts() {}

    /**
     * Returns the table.
     *
     * @return what is to be measured
     */
    public static Work work() {
        return new Work(
                "timeout",
                "A time-out that does not strike",
                "call",
                Work.Scale.RATIO,
                List.of(
                        new Load(2_000, "calls from a platform thread", Spawner.PLATFORM),
                        new Load(2_000, "calls from a virtual thread", Spawner.VIRTUAL)),
                new Field()
                        .with(new JoinWithLimit())
                        .with(new FutureGet())
                        .with(new FutureOrTimeout())
                        .with(new FailsafeTimeout()));
    }
}
