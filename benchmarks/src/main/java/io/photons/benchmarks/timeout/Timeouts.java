package io.photons.benchmarks.timeout;

import io.photons.benchmarks.Bodies;
import io.photons.benchmarks.Field;
import io.photons.benchmarks.Jox;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Load.Spawner;
import io.photons.benchmarks.Structured;
import io.photons.benchmarks.Work;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Calls a body under a limit that is far away, one call after the other. */
public final class Timeouts {

    /** The limit, which is far away. */
    public static final Duration LIMIT = Duration.ofSeconds(10);

    private static final String FROM_TWO = ", from 2 threads";

    private Timeouts() {}

    /**
     * Returns the table of calls one after the other.
     *
     * @param spawner which kind of thread calls
     * @return what is to be measured
     */
    public static Work work(Spawner spawner) {
        boolean virtual = spawner == Spawner.VIRTUAL;
        Load few = new Load(1_000, Bodies.TRIVIAL, spawner);
        List<Load> parking = List.of(new Load(1_000, Bodies.PARKS, spawner));
        return new Work(
                virtual ? "timeout" : "timeout-from-platform",
                "A time-out that does not strike, from a %s thread".formatted(virtual ? "virtual" : "platform"),
                "call",
                Work.Scale.RATIO,
                virtual ? both(Load.grid(spawner, Bodies.TRIVIAL), parking) : both(List.of(few), parking),
                List.of(virtual ? new Load(10_000, Bodies.TRIVIAL, spawner) : few),
                field());
    }

    /**
     * Returns the table of calls from two threads at once.
     *
     * @return what is to be measured
     */
    public static Work fromTwo() {
        return new Work(
                "timeout-from-two",
                "A time-out that does not strike, from two virtual threads at once",
                "call",
                Work.Scale.RATIO,
                both(
                        Load.grid(Spawner.VIRTUAL, Bodies.TRIVIAL + FROM_TWO),
                        List.of(new Load(1_000, Bodies.PARKS + FROM_TWO, Spawner.VIRTUAL))),
                List.of(new Load(10_000, Bodies.TRIVIAL + FROM_TWO, Spawner.VIRTUAL)),
                field());
    }

    private static List<Load> both(List<Load> some, List<Load> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private static Field field() {
        return new Field()
                .with(new JoinWithLimit())
                .with(new FutureGet())
                .with(new FutureOrTimeout())
                .withIfPossible("StructuredTaskScope", () -> Structured.needed(new StructuredTimeout()))
                .with(new ListenableTimeout())
                .with(new FailsafeTimeout())
                .with(new ReactorTimeout())
                .withIfPossible("Jox", () -> Jox.needed(new JoxTimeout()));
    }

    /**
     * Returns how many threads call at once.
     *
     * @param load the load
     * @return their number
     */
    public static int threads(Load load) {
        return load.body().endsWith(FROM_TWO) ? 2 : 1;
    }
}
