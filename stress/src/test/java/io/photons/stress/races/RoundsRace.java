package io.photons.stress.races;

import io.photons.async.ResettableFuture;
import java.util.concurrent.ExecutionException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** A thread that was seen waiting before the reset gets the end of that round, and none is left behind (F21). */
@JCStressTest
@Outcome(id = "1, (true|false)", expect = Expect.ACCEPTABLE)
@Outcome(id = "2, false", expect = Expect.ACCEPTABLE, desc = "It came to the second round.")
@Outcome(expect = Expect.FORBIDDEN)
@State
public class RoundsRace {

    private final ResettableFuture<Integer> future = new ResettableFuture<>();

    @Actor
    public void waiter(IZ_Result seen) {
        try {
            seen.r1 = future.get();
        } catch (InterruptedException | ExecutionException | RuntimeException e) {
            seen.r1 = -1;
        }
    }

    @Actor
    public void ender(IZ_Result seen) {
        seen.r2 = future.pendingCallbacks() == 1;
        future.complete(1);
        future.reset();
        future.complete(2);
    }
}
