package io.photons.benchmarks.timeout;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.Timeout;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Failsafe: a time-out that interrupts, on virtual threads. */
final class FailsafeTimeout implements Contender {

    @Override
    public String name() {
        return "Failsafe";
    }

    @Override
    public Trial prepare(Load load) {

        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        FailsafeExecutor<Object> limited = Failsafe.with(
                        Timeout.builder(Timeouts.LIMIT).withInterrupt().build())
                .with(executor);
        return new Calls(load, body -> limited.getAsync(body::call).get(), List.of(executor));
    }
}
