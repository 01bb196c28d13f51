package io.photons.stress.races;

import io.photons.async.Task;
import io.photons.async.TaskHolder;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A task that comes while the holder closes is refused or waited for, one that comes after the close refused (H7). */
@JCStressTest
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "Taken and waited for.")
@Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "Refused.")
@Outcome(expect = Expect.FORBIDDEN)
@State
public class HolderRace {

    private static final int SPINS = 200;

    private final TaskHolder holder = TaskHolder.open();
    private volatile boolean closed;
    private volatile boolean late;
    private Task<Integer> task;

    private int body() {
        for (int spins = 0; spins < SPINS; spins++) {
            Thread.onSpinWait();
        }
        late = closed;
        return 1;
    }

    @Actor
    public void adder(ZZ_Result seen) {
        boolean tooLate = closed;
        try {
            task = holder.add(this::body);
            seen.r1 = true;
            if (tooLate) {
                late = true;
            }
        } catch (IllegalStateException refusal) {
            seen.r1 = false;
        }
    }

    @Actor
    public void closer(ZZ_Result seen) {
        holder.close();
        closed = true;
    }

    @Arbiter
    public void nobodyIsLeft(ZZ_Result seen) {
        seen.r2 = !late && (task == null || task.isDone()) && holder.pending() == 0;
    }
}
