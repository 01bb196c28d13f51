package io.photons.benchmarks.ours;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.TaskHolder;
import io.photons.benchmarks.Bodies;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Role;
import io.photons.benchmarks.Trial;
import java.util.concurrent.Callable;

/** Ours with everything on: names, the reporter, a holder with a final future. */
final class HolderTasks implements Contender {

    private final Promise<Void> stop = Async.promise("stop");

    @Override
    public String name() {
        return "TaskHolder, everything on";
    }

    @Override
    public Role role() {
        return Role.OURS;
    }

    @Override
    public Trial prepare(Load load) {
        Callable<Object> body = Bodies.of(load);
        return () -> {
            try (TaskHolder tasks = TaskHolder.open(stop)) {
                for (int i = 0; i < load.operations(); i++) {
                    tasks.add("task", body);
                }
            }
        };
    }
}
