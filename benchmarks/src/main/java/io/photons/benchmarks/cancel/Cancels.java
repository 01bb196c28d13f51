package io.photons.benchmarks.cancel;

import io.photons.benchmarks.Field;
import io.photons.benchmarks.Jox;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Load.Spawner;
import io.photons.benchmarks.Structured;
import io.photons.benchmarks.Work;
import java.util.List;

/** Cancels many tasks that are parked and waits until all have ended. */
public final class Cancels {

    /** What the bodies are in. */
    private static final String JDK = "parks";

    private static final String OWN = "waits";

    private Cancels() {}

    /**
     * Returns the table.
     *
     * @return what is to be measured
     */
    public static Work work() {
        return new Work(
                "cancel",
                "Cancel and wait",
                "task",
                Work.Scale.RATIO,
                Load.grid(Spawner.PLATFORM, JDK, OWN),
                List.of(new Load(10_000, JDK, Spawner.PLATFORM), new Load(10_000, OWN, Spawner.PLATFORM)),
                new Field()
                        .with(new InterruptedThreads())
                        .with(new ShutDownExecutor())
                        .withIfPossible("StructuredTaskScope", () -> Structured.needed(new StructuredCancel()))
                        .with(new ListenableCancel())
                        .withIfPossible("Jox", () -> Jox.needed(new JoxCancel())));
    }

    /**
     * Tells whether the bodies are in a wait of the library's own, if it has any, or are parked by the JDK.
     *
     * @param load the load
     * @return true for a wait of its own
     */
    public static boolean ownWait(Load load) {
        return load.body().equals(OWN);
    }
}
