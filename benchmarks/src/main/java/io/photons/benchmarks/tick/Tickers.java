package io.photons.benchmarks.tick;

import io.photons.benchmarks.Field;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Load.Spawner;
import io.photons.benchmarks.Role;
import io.photons.benchmarks.Work;
import java.util.ArrayList;
import java.util.List;

/** One ticker, and ten thousand: how late their ticks are, and what they cost. */
public final class Tickers {

    private static final String IDLE = " ms, idle cores";
    private static final String BUSY = " ms, busy cores";
    private static final int SECOND = 1_000;

    private Tickers() {}

    /**
     * Returns the table of one ticker.
     *
     * @return what is to be measured
     */
    public static Work one() {
        List<Load> loads = new ArrayList<>();
        for (String cores : List.of(IDLE, BUSY)) {
            loads.add(load(1, 1, 5, cores));
            loads.add(load(1, 10, 5, cores));
        }
        return new Work(
                "ticker",
                "One ticker",
                "tick",
                Work.Scale.FIGURES,
                loads,
                List.of(load(1, 1, 1, IDLE), load(1, 1, 1, BUSY)),
                new Field()
                        .with(new Ticking("platform thread that sleeps", Role.LIMIT, false, Sources::sleepingThread))
                        .with(new Ticking("ScheduledThreadPoolExecutor", Role.PEER, false, Sources::scheduled))
                        .with(new Ticking("Reactor interval", Role.PEER, false, Sources::reactor))
                        .with(new Ticking("RxJava interval", Role.PEER, false, Sources::rx)));
    }

    /**
     * Returns the table of many.
     *
     * @return what is to be measured
     */
    public static Work many() {
        return new Work(
                "tickers",
                "Ten thousand tickers",
                "tick",
                Work.Scale.FIGURES,
                List.of(load(10_000, 100, 5, IDLE)),
                List.of(load(10_000, 100, 2, IDLE)),
                new Field()
                        .with(new Ticking(
                                "timer thread + heap, unparks a virtual thread",
                                Role.LIMIT,
                                false,
                                Sources::heapAndUnpark))
                        .with(new Ticking(
                                "virtual threads that sleep", Role.PEER, false, Sources::sleepingVirtualThreads))
                        .with(new Ticking(
                                "ScheduledThreadPoolExecutor, unparks a virtual thread",
                                Role.PEER,
                                false,
                                Sources::scheduledAndUnpark))
                        .with(new Ticking("ScheduledThreadPoolExecutor, inline", Role.OTHER, false, Sources::scheduled))
                        .with(new Ticking("Reactor interval, inline", Role.OTHER, false, Sources::reactor))
                        .with(new Ticking("RxJava interval, inline", Role.OTHER, false, Sources::rx)));
    }

    private static Load load(int tickers, int millis, int seconds, String cores) {
        return new Load(tickers, seconds * SECOND / millis, "at " + millis + cores, Spawner.PLATFORM);
    }

    /** The time between two ticks. */
    static int millis(Load load) {
        return Integer.parseInt(load.body().split(" ")[1]);
    }

    /** Whether something else keeps the cores busy. */
    static boolean busy(Load load) {
        return load.body().endsWith(BUSY);
    }
}
