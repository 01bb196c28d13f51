package io.photons.benchmarks.callback;

import io.photons.benchmarks.Field;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Load.Spawner;
import io.photons.benchmarks.Work;
import java.util.List;

/** Adds a callback to a future and takes it back, again and again. */
public final class Callbacks {

    private static final String BESIDE = "beside ";

    private Callbacks() {}

    /**
     * Returns the table of times, or that of what is left behind.
     *
     * @param heap whether to measure what is left behind
     * @return what is to be measured
     */
    public static Work work(boolean heap) {
        return new Work(
                heap ? "callbacks-left" : "callbacks",
                heap ? "Callbacks added and removed, what they leave behind" : "Callbacks added and removed",
                "callback",
                heap ? Work.Scale.HEAP : Work.Scale.NANOS,
                List.of(
                        new Load(100_000, BESIDE + 0, Spawner.PLATFORM),
                        new Load(100_000, BESIDE + 1_000, Spawner.PLATFORM)),
                new Field()
                        .with(new ListCallbacks())
                        .with(new FutureCallbacks())
                        .with(new KotlinCallbacks()));
    }

    /**
     * Returns how many other callbacks there are under a load.
     *
     * @param load the load
     * @return their number
     */
    public static int others(Load load) {
        return Integer.parseInt(load.body().substring(BESIDE.length()));
    }
}
