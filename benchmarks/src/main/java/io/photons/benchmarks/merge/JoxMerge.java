package io.photons.benchmarks.merge;

import com.softwaremill.jox.Channel;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;

/**
 * Jox: one channel that all send to.
 *
 * @param capacity how many elements may wait, or {@code Integer.MAX_VALUE} for any number
 */
record JoxMerge(int capacity) implements Contender {

    @Override
    public String name() {
        return capacity == Integer.MAX_VALUE ? "Jox channel, no bound" : "Jox channel " + capacity;
    }

    @Override
    public Trial prepare(Load load) {
        int each = Merge.each(load);
        return () -> {
            Channel<Integer> channel = capacity == Integer.MAX_VALUE
                    ? Channel.newUnlimitedChannel()
                    : Channel.newBufferedChannel(capacity);
            for (int producer = 0; producer < Merge.producers(load); producer++) {
                Thread.startVirtualThread(() -> {
                    try {
                        for (int i = 0; i < each; i++) {
                            channel.send(i);
                        }
                    } catch (InterruptedException e) {
                        channel.error(e);
                    }
                });
            }
            for (int i = 0; i < each * Merge.producers(load); i++) {
                channel.receive();
            }
        };
    }
}
