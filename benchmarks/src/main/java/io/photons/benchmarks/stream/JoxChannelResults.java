package io.photons.benchmarks.stream;

import com.softwaremill.jox.Channel;
import io.photons.benchmarks.Bodies;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;
import java.util.concurrent.Callable;

/** Virtual threads and a channel of Jox without a bound. */
final class JoxChannelResults implements Contender {

    @Override
    public String name() {
        return "virtual threads + Jox channel, no bound";
    }

    @Override
    public Trial prepare(Load load) {
        Callable<Object> body = Bodies.of(load);
        return () -> {
            Channel<Object> results = Channel.newUnlimitedChannel();
            Runnable task = () -> {
                try {
                    results.send(body.call());
                } catch (Exception e) {
                    results.error(e);
                }
            };
            for (int i = 0; i < load.operations(); i++) {
                Thread.startVirtualThread(task);
            }
            for (int i = 0; i < load.operations(); i++) {
                results.receive();
            }
        };
    }
}
