package io.photons.benchmarks.callback;

import io.photons.benchmarks.Field;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Load.Spawner;
import io.photons.benchmarks.Work;
import java.util.List;

/** Adds a callback to a future and takes it back, again and again; or ends a future that has many. */
public final class Callbacks {

    private static final String BESIDE = "beside ";
    private static final int LEAST = 100_000;

    private Callbacks() {}

    /**
     * Returns the table of times, or that of what is left behind.
     *
     * @param heap whether to measure what is left behind
     * @return what is to be measured
     */
    public static Work work(boolean heap) {
        List<Load> most = List.of(beside(LEAST, 0), beside(LEAST, 1_000));
        return new Work(
                heap ? "callbacks-left" : "callbacks",
                heap ? "Callbacks added and removed, what they leave behind" : "Callbacks added and removed",
                "callback",
                heap ? Work.Scale.HEAP : Work.Scale.NANOS,
                heap
                        ? most
                        : List.of(
                                beside(1_000, 0),
                                beside(10_000, 0),
                                beside(LEAST, 0),
                                beside(1_000, 1_000),
                                beside(10_000, 1_000),
                                beside(LEAST, 1_000)),
                most,
                new Field().with(new ListCallbacks()).with(new FutureCallbacks()));
    }

    /**
     * Returns the table of futures that end.
     *
     * @return what is to be measured
     */
    public static Work fired() {
        List<Load> loads = Load.grid(Spawner.PLATFORM, "fired").stream()
                .map(load -> load.repeatedTo(LEAST))
                .toList();
        return new Work(
                "callbacks-fired",
                "A future ended that has many callbacks",
                "callback",
                Work.Scale.NANOS,
                loads,
                loads.subList(0, 1),
                new Field().with(new ListFired()).with(new FutureFired()).with(new ListenableFired()));
    }

    /**
     * Returns the table of futures that get many callbacks and end.
     *
     * @return what is to be measured
     */
    public static Work added() {
        List<Load> loads = Load.grid(Spawner.PLATFORM, "added and fired").stream()
                .map(load -> load.repeatedTo(LEAST))
                .toList();
        return new Work(
                "callbacks-added",
                "A future that gets many callbacks and ends",
                "callback",
                Work.Scale.NANOS,
                loads,
                loads.subList(0, 1),
                new Field()
                        .with(new AddedAndFired(new ListFired()))
                        .with(new AddedAndFired(new FutureFired()))
                        .with(new AddedAndFired(new ListenableFired())));
    }

    private static Load beside(int operations, int others) {
        return new Load(operations, BESIDE + others, Spawner.PLATFORM).repeatedTo(LEAST);
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
