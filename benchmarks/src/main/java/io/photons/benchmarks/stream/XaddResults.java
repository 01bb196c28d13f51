package io.photons.benchmarks.stream;

import io.photons.benchmarks.Bodies;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Role;
import io.photons.benchmarks.Trial;
import io.photons.benchmarks.XaddQueue;
import java.util.concurrent.Callable;

/** The limit: virtual threads and the fastest queue. */
final class XaddResults implements Contender {

    @Override
    public String name() {
        return "virtual threads + JCTools Xadd queue";
    }

    @Override
    public Role role() {
        return Role.LIMIT;
    }

    @Override
    public Trial prepare(Load load) {
        Callable<Object> body = Bodies.of(load);
        return () -> {
            XaddQueue<Object> results = new XaddQueue<>();
            Runnable task = () -> {
                try {
                    results.put(body.call());
                } catch (Exception e) {
                    results.put(e);
                }
            };
            for (int i = 0; i < load.operations(); i++) {
                Thread.startVirtualThread(task);
            }
            for (int i = 0; i < load.operations(); i++) {
                results.take();
            }
        };
    }
}
