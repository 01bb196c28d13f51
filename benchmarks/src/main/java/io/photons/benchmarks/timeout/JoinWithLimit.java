package io.photons.benchmarks.timeout;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Role;
import io.photons.benchmarks.Trial;
import java.util.concurrent.atomic.AtomicInteger;

/** The base: a virtual thread, joined with a limit. */
final class JoinWithLimit implements Contender {

    @Override
    public String name() {
        return "virtual thread + join(Duration)";
    }

    @Override
    public Role role() {
        return Role.LIMIT;
    }

    @Override
    public Trial prepare(Load load) {
        return () -> {
            AtomicInteger value = new AtomicInteger();
            for (int i = 0; i < load.operations(); i++) {
                Thread thread = Thread.startVirtualThread(value::incrementAndGet);
                if (!thread.join(Timeouts.LIMIT)) {
                    thread.interrupt();
                }
            }
        };
    }
}
