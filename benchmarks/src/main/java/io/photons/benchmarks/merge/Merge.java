package io.photons.benchmarks.merge;

import io.photons.benchmarks.Field;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Load.Spawner;
import io.photons.benchmarks.Work;
import java.util.List;

/** Merges what several generators emit into one stream. */
public final class Merge {

    private static final String FROM = "from ";

    private Merge() {}

    /**
     * Returns the table.
     *
     * @return what is to be measured
     */
    public static Work work() {
        return new Work(
                "merge",
                "Generators merged",
                "element",
                Work.Scale.NANOS,
                List.of(
                        new Load(800_000, FROM + 8, Spawner.PLATFORM),
                        new Load(1_280_000, FROM + 64, Spawner.PLATFORM)),
                new Field().with(new XaddMerge()).with(new BlockingQueueMerge()).with(new ReactorMerge()));
    }

    /**
     * Returns how many generators emit under a load.
     *
     * @param load the load
     * @return their number
     */
    public static int producers(Load load) {
        return Integer.parseInt(load.body().substring(FROM.length()));
    }

    /**
     * Returns how many elements each of them emits.
     *
     * @param load the load
     * @return their number
     */
    public static int each(Load load) {
        return load.operations() / producers(load);
    }
}
