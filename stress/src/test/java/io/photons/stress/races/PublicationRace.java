package io.photons.stress.races;

import io.photons.async.Async;
import io.photons.async.Promise;
import java.util.concurrent.ExecutionException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** What was written before the end is seen by a question, a callback and a waiter (F1, F3); 7 stands for "not ended". */
@JCStressTest
@Outcome(id = "(1|7), 1, 1, 1", expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN)
@State
public class PublicationRace {

    private final Promise<Integer> promise = Async.promise("end");
    private int plain;

    @Actor
    public void ender(IIII_Result seen) {
        plain = 1;
        promise.complete(1);
    }

    @Actor
    public void asker(IIII_Result seen) {
        seen.r1 = promise.isDone() ? plain : 7;
        promise.onDone(ended -> seen.r2 = plain);
        try {
            seen.r4 = promise.get();
        } catch (InterruptedException | ExecutionException e) {
            seen.r4 = -1;
        }
        seen.r3 = plain;
    }
}
