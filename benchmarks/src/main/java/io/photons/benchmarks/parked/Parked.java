package io.photons.benchmarks.parked;

import io.photons.benchmarks.Field;
import io.photons.benchmarks.Jox;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Load.Spawner;
import io.photons.benchmarks.Structured;
import io.photons.benchmarks.Work;
import java.util.List;

/** Holds many tasks that are parked. */
public final class Parked {

    private Parked() {}

    /**
     * Returns the table.
     *
     * @return what is to be measured
     */
    public static Work work() {
        return new Work(
                "parked",
                "Parked tasks",
                "task",
                Work.Scale.HEAP,
                List.of(new Load(1_000_000, "parks", Spawner.PLATFORM)),
                List.of(new Load(100_000, "parks", Spawner.PLATFORM)),
                new Field()
                        .with(new ParkedThreads())
                        .with(new ParkedExecutor())
                        .withIfPossible("StructuredTaskScope", () -> Structured.needed(new ParkedStructured()))
                        .with(new ParkedCompletableFuture())
                        .with(new ParkedListenable())
                        .withIfPossible("Jox", () -> Jox.needed(new ParkedJox())));
    }
}
