package io.photons.benchmarks.cancel;

import io.photons.benchmarks.Field;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Load.Spawner;
import io.photons.benchmarks.Work;
import java.util.List;

/** Cancels many tasks that are parked and waits until all have ended. */
public final class Cancels {

    private Cancels() {}

    /**
     * Returns the table.
     *
     * @return what is to be measured
     */
    public static Work work() {
        return new Work(
                "cancel",
                "Cancel and wait",
                "task",
                Work.Scale.RATIO,
                List.of(new Load(100_000, "parked", Spawner.PLATFORM)),
                new Field().with(new InterruptedThreads()).with(new ShutDownExecutor()));
    }
}
