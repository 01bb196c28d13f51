package io.photons.benchmarks.stream;

import io.photons.benchmarks.Bodies;
import io.photons.benchmarks.Field;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Load.Spawner;
import io.photons.benchmarks.Work;
import java.util.List;

/** Starts many tasks and takes their results as they complete. */
public final class Stream {

    private Stream() {}

    /**
     * Returns the table.
     *
     * @return what is to be measured
     */
    public static Work work() {
        return new Work(
                "stream",
                "Results as they complete, one consumer",
                "result",
                Work.Scale.RATIO,
                Load.grid(Spawner.PLATFORM, Bodies.TRIVIAL, Bodies.PARKS),
                List.of(
                        new Load(10_000, Bodies.TRIVIAL, Spawner.PLATFORM),
                        new Load(100_000, Bodies.TRIVIAL, Spawner.PLATFORM),
                        new Load(10_000, Bodies.PARKS, Spawner.PLATFORM)),
                new Field()
                        .with(new XaddResults())
                        .with(new QueueResults())
                        .with(new CompletionServiceResults())
                        .with(new ListenableResults())
                        .with(new JoxChannelResults())
                        .with(new FlatMapResults())
                        .with(new RxFlatMapResults()));
    }
}
