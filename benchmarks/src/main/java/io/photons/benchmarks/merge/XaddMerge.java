package io.photons.benchmarks.merge;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Role;
import io.photons.benchmarks.Trial;
import io.photons.benchmarks.XaddQueue;

/** The limit: the fastest queue, without a bound. */
final class XaddMerge implements Contender {

    @Override
    public String name() {
        return "JCTools Xadd queue, no bound";
    }

    @Override
    public Role role() {
        return Role.LIMIT;
    }

    @Override
    public Trial prepare(Load load) {
        int each = Merge.each(load);
        return () -> {
            XaddQueue<Integer> queue = new XaddQueue<>();
            for (int producer = 0; producer < Merge.producers(load); producer++) {
                Thread.startVirtualThread(() -> {
                    for (int i = 0; i < each; i++) {
                        queue.put(i);
                    }
                });
            }
            for (int i = 0; i < each * Merge.producers(load); i++) {
                queue.take();
            }
        };
    }
}
