package io.photons.stress.races;

import io.photons.async.Async;
import io.photons.async.Promise;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Exactly one end wins, and a callback that comes meanwhile runs once (F1, F3). */
@JCStressTest
@Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE)
@Outcome(id = "0, 1, 1", expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN)
@State
public class WinnersRace {

    private final Promise<Integer> promise = Async.promise("end");
    private final AtomicInteger called = new AtomicInteger();

    @Actor
    public void completer(III_Result seen) {
        seen.r1 = promise.complete(1) ? 1 : 0;
    }

    @Actor
    public void canceller(III_Result seen) {
        promise.onDone(ended -> called.incrementAndGet());
        seen.r2 = promise.cancel() ? 1 : 0;
    }

    @Arbiter
    public void callbacks(III_Result seen) {
        seen.r3 = called.get();
    }
}
