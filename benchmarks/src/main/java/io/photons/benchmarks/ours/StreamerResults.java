package io.photons.benchmarks.ours;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import io.photons.async.StreamWork;
import io.photons.benchmarks.Bodies;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Role;
import io.photons.benchmarks.Trial;
import java.util.concurrent.Callable;

/** Ours with everything on: context, outcome, register, {@code onDone}. */
final class StreamerResults implements Contender {

    private final Promise<Void> stop = Async.promise("stop");

    @Override
    public String name() {
        return "ResultStreamer, everything on";
    }

    @Override
    public Role role() {
        return Role.OURS;
    }

    @Override
    public Trial prepare(Load load) {
        Callable<Object> body = Bodies.of(load);
        return () -> {
            int taken = 0;
            try (ResultStreamer<Object, String> results = ResultStreamer.open(stop)) {
                StreamWork<Object, String> work = results.with("context").onDone(end -> {});
                for (int i = 0; i < load.operations(); i++) {
                    work.add(body);
                }
                results.noMoreWork();
                for (Result<Object, String> result : results) {
                    taken += result.successful() ? 1 : 0;
                }
            }
            if (taken != load.operations()) {
                throw new IllegalStateException(taken + " results");
            }
        };
    }
}
