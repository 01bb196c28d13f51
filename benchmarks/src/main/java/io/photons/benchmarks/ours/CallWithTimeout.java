package io.photons.benchmarks.ours;

import io.photons.async.Async;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Role;
import io.photons.benchmarks.Trial;
import io.photons.benchmarks.timeout.Timeouts;
import java.util.concurrent.atomic.AtomicInteger;

/** Ours: {@code withTimeout}. */
final class CallWithTimeout implements Contender {

    @Override
    public String name() {
        return "Async.withTimeout";
    }

    @Override
    public Role role() {
        return Role.OURS;
    }

    @Override
    public Trial prepare(Load load) {
        return () -> {
            AtomicInteger value = new AtomicInteger();
            for (int i = 0; i < load.operations(); i++) {
                int got = Async.withTimeout(Timeouts.LIMIT, () -> value.incrementAndGet());
            }
        };
    }
}
