package io.photons.benchmarks.ours;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.TaskHolder;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Crowd;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Role;
import io.photons.benchmarks.Trial;
import io.photons.benchmarks.cancel.Cancels;
import java.util.concurrent.Callable;

/** Ours: a holder that is cancelled and closed. */
final class CancelledHolder implements Contender {

    @Override
    public String name() {
        return "TaskHolder";
    }

    @Override
    public Role role() {
        return Role.OURS;
    }

    @Override
    public Trial prepare(Load load) throws InterruptedException {
        Crowd crowd = new Crowd(load.operations());
        Callable<Object> body = Cancels.ownWait(load) ? waiting(crowd) : crowd.body();
        TaskHolder tasks = TaskHolder.open();
        for (int i = 0; i < load.operations(); i++) {
            tasks.add("task", body);
        }
        crowd.await();
        return () -> {
            tasks.cancel();
            tasks.close();
        };
    }

    // Each waits for a future of its own, as a wait for one that all share would measure that future's register too.
    private static Callable<Object> waiting(Crowd crowd) {
        return () -> {
            Promise<Object> never = Async.promise();
            crowd.arrive();
            return never.get();
        };
    }
}
