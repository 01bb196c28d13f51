package io.photons.benchmarks.ours;

import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Role;
import io.photons.benchmarks.Trial;
import io.photons.benchmarks.merge.Merge;

/**
 * Ours: generators of one streamer.
 *
 * @param name the head of the row
 * @param capacity how many results may wait
 */
record StreamerMerge(String name, int capacity) implements Contender {

    @Override
    public Role role() {
        return Role.OURS;
    }

    @Override
    public Trial prepare(Load load) {
        int each = Merge.each(load);
        return () -> {
            int taken = 0;
            var options = ResultStreamer.<Integer, String>options();
            if (capacity < Integer.MAX_VALUE) {
                options.capacity(capacity);
            }
            try (ResultStreamer<Integer, String> results = options.open()) {
                for (int producer = 0; producer < Merge.producers(load); producer++) {
                    results.addGenerator("context", out -> {
                        for (int i = 0; i < each; i++) {
                            out.emit(i);
                        }
                    });
                }
                results.noMoreWork();
                for (Result<Integer, String> result : results) {
                    taken += result.successful() ? 1 : 0;
                }
            }
            Merge.check(load, taken);
        };
    }
}
