package io.photons.benchmarks.ours;

import io.photons.async.TaskHolder;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Crowd;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Role;
import io.photons.benchmarks.Trial;
import java.util.concurrent.Callable;

/** Ours: a holder. */
final class ParkedHolder implements Contender {

    @Override
    public String name() {
        return "TaskHolder";
    }

    @Override
    public Role role() {
        return Role.OURS;
    }

    @Override
    public Trial prepare(Load load) {
        Crowd crowd = new Crowd(load.operations());
        Callable<Object> body = crowd.body();
        TaskHolder tasks = TaskHolder.open();
        return new Trial() {
            @Override
            public void run() throws Exception {
                for (int i = 0; i < load.operations(); i++) {
                    tasks.add("task", body);
                }
                crowd.await();
            }

            @Override
            public void clear() {
                tasks.cancel();
                tasks.close();
            }
        };
    }
}
