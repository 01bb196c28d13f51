package io.photons.stress.simulation;

import io.photons.async.AsyncRuntime;
import io.photons.async.TaskTree;
import io.photons.async.testkit.VirtualTime;
import org.jspecify.annotations.Nullable;

/** The program that a seed draws: bodies in scopes in bodies, tickers, futures, and who cancels them when. */
final class Program {

    private Program() {}

    /**
     * Runs it and compares what was seen with the model.
     *
     * @param seed draws the program and the order of its tasks
     * @return what was found
     */
    static Verdict run(long seed) {
        Run[] ran = new Run[1];
        boolean[] replayable = {true};
        Throwable failure = null;
        try {
            VirtualTime.run(seed, time -> {
                Run run = new Run(seed, time);
                ran[0] = run;
                Log.attach(run);
                try {
                    new Stage(run, new Bodies(run)).play();
                    checkNothingLeft(run);
                } finally {
                    replayable[0] = time.isReplayable();
                }
            });
        } catch (Throwable thrown) {
            failure = thrown;
        } finally {
            if (ran[0] != null) {
                Log.detach(ran[0]);
            }
        }
        return verdict(seed, ran[0], replayable[0], failure);
    }

    private static void checkNothingLeft(Run run) {
        run.time.settle();
        int timers = AsyncRuntime.current().pendingTimers();
        run.journal.check(timers == 0, "E1", timers + " timers were left");
        String tree = TaskTree.dump().strip();
        run.journal.check(tree.startsWith("Task#main") && !tree.contains("\n"), "E1", "something was left:\n" + tree);
        int callbacks = run.stop.pendingCallbacks();
        run.journal.check(callbacks == (run.stop.isDone() ? 0 : 1), "F5", callbacks + " callbacks were left on stop");
    }

    private static Verdict verdict(long seed, @Nullable Run run, boolean replayable, @Nullable Throwable failure) {
        if (run == null) {
            throw new IllegalStateException("the run of seed " + seed + " did not begin", failure);
        }
        if (failure == null) {
            new Model(run).check();
        } else {
            run.journal.violate("E1", "the run failed: " + failure);
        }
        return new Verdict(seed, replayable, run.journal);
    }
}
