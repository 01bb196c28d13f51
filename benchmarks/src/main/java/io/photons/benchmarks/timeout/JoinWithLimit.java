package io.photons.benchmarks.timeout;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Role;
import io.photons.benchmarks.Trial;

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

        return new Calls(load, body -> {
            Thread thread = Thread.startVirtualThread(() -> {
                try {
                    body.call();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            if (!thread.join(Timeouts.LIMIT)) {
                thread.interrupt();
            }
        });
    }
}
