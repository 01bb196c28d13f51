package io.photons.stress.races;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Task;
import java.util.concurrent.CountDownLatch;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** A cancellation that comes while the body ends interrupts nothing that runs after it (T3). */
@JCStressTest
@Outcome(id = "false", expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN)
@State
public class InterruptRace {

    private static final int LOOKS = 200;

    private final CountDownLatch told = new CountDownLatch(1);
    private volatile Task<Integer> task;
    private volatile boolean begun;
    private volatile boolean struck;

    private int body() {
        begun = true;
        for (int looks = 0; looks < LOOKS; looks++) {
            Thread.onSpinWait();
        }
        return 1;
    }

    private void end() {
        for (int looks = 0; looks < LOOKS && !struck; looks++) {
            struck = Thread.currentThread().isInterrupted();
        }
        told.countDown();
    }

    @Actor
    public void starter(Z_Result seen) {
        Promise<Integer> gate = Async.promise("gate");
        Task<Integer> started = Async.background(() -> {
            gate.get();
            return body();
        });
        started.onDone(ended -> end());
        task = started;
        gate.complete(1);
        try {
            told.await();
            seen.r1 = struck;
        } catch (InterruptedException e) {
            seen.r1 = true;
        }
    }

    @Actor
    public void canceller() {
        while (!begun) {
            Thread.onSpinWait();
        }
        task.cancel();
    }
}
