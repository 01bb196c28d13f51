package io.photons.benchmarks.stream;

import io.photons.benchmarks.Bodies;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;

/** Virtual threads and the JDK's usual queue. */
final class QueueResults implements Contender {

    @Override
    public String name() {
        return "virtual threads + LinkedBlockingQueue";
    }

    @Override
    public Trial prepare(Load load) {
        Callable<Object> body = Bodies.of(load);
        return () -> {
            LinkedBlockingQueue<Object> results = new LinkedBlockingQueue<>();
            Runnable task = () -> {
                try {
                    results.add(body.call());
                } catch (Exception e) {
                    results.add(e);
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
