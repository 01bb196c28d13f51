package io.photons.stress.races;

import io.photons.async.Async;
import io.photons.async.Deferred;
import io.photons.async.Promise;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** A callback is removed or run, never both and never neither: alone (the first two) and beside others (F3). */
@JCStressTest
@Outcome(id = "(1, 0|0, 1), (1, 0|0, 1)", expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN)
@State
@SuppressWarnings(
        "UnnecessaryLambda") // a callback is known by its identity, which a method reference has anew each time
public class RemovalRace {

    private final Promise<Integer> alone = Async.promise("alone");
    private final Promise<Integer> several = Async.promise("several");
    private final AtomicInteger calledAlone = new AtomicInteger();
    private final AtomicInteger called = new AtomicInteger();
    private final Consumer<Deferred<Integer>> first = ended -> calledAlone.incrementAndGet();
    private final Consumer<Deferred<Integer>> second = ended -> called.incrementAndGet();

    public RemovalRace() {
        alone.onDone(first);
        several.onDone(ended -> {});
        several.onDone(second);
        several.onDone(ended -> {});
    }

    @Actor
    public void ender(IIII_Result seen) {
        alone.complete(1);
        several.complete(1);
    }

    @Actor
    public void remover(IIII_Result seen) {
        seen.r1 = alone.removeCallback(first) ? 1 : 0;
        seen.r3 = several.removeCallback(second) ? 1 : 0;
    }

    @Arbiter
    public void callbacks(IIII_Result seen) {
        seen.r2 = calledAlone.get();
        seen.r4 = called.get();
    }
}
