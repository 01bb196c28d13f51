package io.photons.stress.races;

import io.photons.async.Async;
import io.photons.async.ChildFuture;
import io.photons.async.Promise;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * Once a parent was seen to have ended, no end of its child's own wins, and no answer is taken back: parent ended,
 * child ended by itself, child cancelled in the end, callbacks run (F10, F13).
 */
@JCStressTest
@Outcome(id = "(0|1), 0, 1, 1", expect = Expect.ACCEPTABLE)
@Outcome(id = "0, 1, 0, 1", expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN)
@State
public class ChildRace {

    private final Promise<Integer> parent = Async.promise("parent");
    private final ChildFuture<Integer> child = ChildFuture.of(ChildFuture.of(parent));
    private final AtomicInteger called = new AtomicInteger();

    public ChildRace() {
        child.onDone(ended -> called.incrementAndGet());
    }

    @Actor
    public void parentEnder(IIII_Result seen) {
        parent.complete(1);
    }

    @Actor
    public void childEnder(IIII_Result seen) {
        seen.r1 = parent.isDone() ? 1 : 0;
        seen.r2 = child.complete(1) ? 1 : 0;
    }

    @Arbiter
    public void end(IIII_Result seen) {
        seen.r3 = child.isCancelled() ? 1 : 0;
        seen.r4 = called.get();
    }
}
