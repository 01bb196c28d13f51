package io.photons.stress.races;

import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** What was on the stream before the final future ended is given (S7). */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN)
@State
public class StreamEndRace {

    private final ResultStreamer<Integer, String> results = ResultStreamer.open();

    @Actor
    public void ender(I_Result seen) {
        results.addValue("value", 1);
        results.cancel();
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
