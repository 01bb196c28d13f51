package io.photons.benchmarks.spawn;

import io.photons.benchmarks.Bodies;
import io.photons.benchmarks.Field;
import io.photons.benchmarks.Jox;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Load.Spawner;
import io.photons.benchmarks.Structured;
import io.photons.benchmarks.Work;
import java.util.List;

/** Starts many tasks and waits until all have ended. */
public final class Spawn {

    private Spawn() {}

    /**
     * Returns the table.
     *
     * @param spawner which kind of thread starts the tasks
     * @return what is to be measured
     */
    public static Work work(Spawner spawner) {
        boolean virtual = spawner == Spawner.VIRTUAL;
        return new Work(
                virtual ? "spawn-from-virtual" : "spawn",
                "Spawn and wait for all, from a %s thread".formatted(virtual ? "virtual" : "platform"),
                "task",
                Work.Scale.RATIO,
                Load.grid(spawner, Bodies.TRIVIAL, Bodies.PARKS),
                List.of(
                        new Load(10_000, Bodies.TRIVIAL, spawner),
                        new Load(100_000, Bodies.TRIVIAL, spawner),
                        new Load(10_000, Bodies.PARKS, spawner)),
                new Field()
                        .with(new RawThreads())
                        .with(new ExecutorTasks())
                        .withIfPossible("StructuredTaskScope", () -> Structured.needed(new StructuredForks()))
                        .with(new CompletableFutures())
                        .with(new ListenableFutures())
                        .withIfPossible("Jox", () -> Jox.needed(new JoxForks())));
    }
}
