package io.photons.stress.races;

import io.photons.async.Async;
import io.photons.async.Task;
import java.util.concurrent.Future;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Whoever sees that a task failed sees with what (T4, T5); 7 stands for "not ended yet". */
@JCStressTest
@Outcome(id = "(1|7), (1|7)", expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN)
@State
public class TaskErrorRace {

    private final Error wrong = new Error("wrong");
    private volatile Task<Void> task;

    @Actor
    public void first(II_Result seen) {
        task = Async.task("wrong").silent().start(() -> {
            throw wrong;
        });
        seen.r1 = look();
    }

    @Actor
    public void second(II_Result seen) {
        seen.r2 = look();
    }

    private int look() {
        for (int tries = 0; tries < 1_000; tries++) {
            Task<Void> started = task;
            if (started != null && started.state() == Future.State.FAILED) {
                try {
                    return started.exceptionNow() == wrong ? 1 : 0;
                } catch (RuntimeException none) {
                    return -1;
                }
            }
            Thread.onSpinWait();
        }
        return 7;
    }
}
