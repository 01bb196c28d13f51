package io.photons.stress.races;

import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** The iteration ends after the last result and not before it, whenever no more work is announced (S6). */
@JCStressTest
@Outcome(id = "2", expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN)
@State
public class LastResultRace {

    private final ResultStreamer<Integer, String> results = ResultStreamer.open();

    @Actor
    public void adder(I_Result seen) {
        results.add("first", () -> 1);
        results.add("second", () -> 2);
        results.noMoreWork();
    }

    @Actor
    public void consumer(I_Result seen) {
        int taken = 0;
        for (Result<Integer, String> result : results) {
            taken += result.successful() ? 1 : 100;
        }
        seen.r1 = taken;
        results.close();
    }
}
