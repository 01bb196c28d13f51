package io.photons.benchmarks.merge;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;
import java.util.concurrent.ArrayBlockingQueue;

/** The JDK's bounded queue. */
final class BlockingQueueMerge implements Contender {

    static final int CAPACITY = 1024;

    @Override
    public String name() {
        return "ArrayBlockingQueue " + CAPACITY;
    }

    @Override
    public Trial prepare(Load load) {
        int each = Merge.each(load);
        return () -> {
            ArrayBlockingQueue<Integer> queue = new ArrayBlockingQueue<>(CAPACITY);
            for (int producer = 0; producer < Merge.producers(load); producer++) {
                Thread.startVirtualThread(() -> {
                    try {
                        for (int i = 0; i < each; i++) {
                            queue.put(i);
                        }
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
            }
            for (int i = 0; i < each * Merge.producers(load); i++) {
                queue.take();
            }
        };
    }
}
