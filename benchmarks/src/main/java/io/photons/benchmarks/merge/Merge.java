package io.photons.benchmarks.merge;

import io.photons.benchmarks.Field;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Load.Spawner;
import io.photons.benchmarks.Work;
import java.util.ArrayList;
import java.util.List;

/** Merges what several generators emit into one stream. */
public final class Merge {

    private static final String FROM = "from ";
    private static final int JOX_CAPACITY = 16;

    private Merge() {}

    /**
     * Returns the table.
     *
     * @return what is to be measured
     */
    public static Work work() {
        List<Load> loads = new ArrayList<>();
        for (int producers : List.of(8, 64)) {
            loads.addAll(Load.grid(Spawner.PLATFORM, FROM + producers));
            loads.add(large(producers));
        }
        return new Work(
                "merge",
                "Generators merged",
                "element",
                Work.Scale.NANOS,
                List.copyOf(loads),
                List.of(large(8), large(64)),
                new Field()
                        .with(new XaddMerge())
                        .with(new BlockingQueueMerge())
                        .with(new JoxMerge(JOX_CAPACITY))
                        .with(new JoxMerge(Integer.MAX_VALUE))
                        .with(new ReactorMerge())
                        .with(new RxMerge()));
    }

    private static Load large(int producers) {
        return new Load(producers == 8 ? 800_000 : 1_280_000, FROM + producers, Spawner.PLATFORM);
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

    /**
     * Makes sure that none was lost.
     *
     * @param load the load
     * @param taken how many elements came
     */
    public static void check(Load load, int taken) {
        if (taken != each(load) * producers(load)) {
            throw new IllegalStateException(taken + " elements");
        }
    }
}
