package io.photons.benchmarks.spawn;

import io.photons.benchmarks.Bodies;
import io.photons.benchmarks.Field;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Load.Spawner;
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
                List.of(
                        new Load(1_000, Bodies.AT_ONCE, spawner),
                        new Load(10_000, Bodies.AT_ONCE, spawner),
                        new Load(100_000, Bodies.AT_ONCE, spawner),
                        new Load(10_000, Bodies.PARK, spawner)),
                new Field()
                        .with(new RawThreads())
                        .with(new ExecutorTasks())
                        .withIfPossible("StructuredTaskScope", StructuredForks::new)
                        .with(new CompletableFutures())
                        .withIfPossible("Jox", JoxForks::new)
                        .with(new KotlinLaunch()));
    }
}
