package io.photons.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** The rounds under one load: in each of them every contender has one go, in an order drawn anew. */
final class Rounds {

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();
    private static final int LEAST_ROUNDS = 3;
    private static final int HEAP_WARM_UPS = 6;

    private final Random random = new Random(20);
    private final boolean timed;
    private final boolean heap;
    private final Load load;
    private final Map<Contender, Samples> samples = new LinkedHashMap<>();
    private double emptyBytes;

    Rounds(Work work, Load load) throws Exception {
        this.timed = work.scale().timed();
        this.heap = work.scale() == Work.Scale.HEAP;
        this.load = load;
        for (Contender contender : work.field().contenders()) {
            if (contender.takes(load)) {
                samples.put(contender, new Samples(load.total()));
            }
        }
        this.emptyBytes = emptyBytes();
    }

    /** What measuring nothing seems to allocate. */
    private double emptyBytes() throws Exception {
        Samples nothing = new Samples(1);
        for (int i = 0; i < (heap ? 2 : 50); i++) {
            measure(() -> {}, nothing);
        }
        return nothing.bytes();
    }

    /** Runs rounds for a share of the time, having thrown away the first ones. */
    Map<Contender, Samples> run(Budget.Share share) throws Exception {
        if (timed) {
            runFor(share.warmUp(), 1, load);
        } else {
            // A smaller load will do to have the bodies compiled, on which the size of their frames depends: of what is
            // parked, by the compiler that comes last.
            runFor(0, heap ? HEAP_WARM_UPS : 1, load.forWarmUp());
        }
        samples.values().forEach(Samples::clear);
        System.gc();
        runFor(timed ? share.measured() : 0, timed ? LEAST_ROUNDS : 1, load);
        return samples;
    }

    private void runFor(double seconds, int leastRounds, Load load) throws Exception {
        long end = System.nanoTime() + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        List<Contender> order = new ArrayList<>(samples.keySet());
        for (int round = 0; round < leastRounds || System.nanoTime() < end; round++) {
            Collections.shuffle(order, random);
            for (Contender contender : order) {
                Trial trial = contender.prepare(load);
                measure(trial, samples.get(contender));
                samples.get(contender).add(trial.figures());
                trial.clear();
            }
        }
    }

    private void measure(Trial trial, Samples into) throws Exception {
        if (load.spawner() == Load.Spawner.PLATFORM) {
            measureHere(trial, into);
            return;
        }
        List<Exception> failures = new ArrayList<>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        measureHere(trial, into);
                    } catch (Exception e) {
                        failures.add(e);
                    }
                })
                .join();
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    private void measureHere(Trial trial, Samples into) throws Exception {
        long bytesBefore = bytes();
        long before = System.nanoTime();
        trial.run();
        long after = System.nanoTime();
        into.add(after - before, Math.max(0, bytes() - bytesBefore - (long) emptyBytes));
    }

    private long bytes() {
        if (!heap) {
            return THREADS.getTotalThreadAllocatedBytes();
        }
        System.gc();
        return MEMORY.getHeapMemoryUsage().getUsed();
    }
}
