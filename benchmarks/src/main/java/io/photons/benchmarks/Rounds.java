package io.photons.benchmarks;

import java.lang.management.ManagementFactory;
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
    private static final int LEAST_ROUNDS = 5;

    private final Random random = new Random(20);
    private final Load load;
    private final Map<Contender, Samples> samples = new LinkedHashMap<>();
    private double emptyBytes;

    Rounds(Load load, List<Contender> contenders) throws Exception {
        this.load = load;
        for (Contender contender : contenders) {
            if (contender.takes(load)) {
                samples.put(contender, new Samples(load.operations()));
            }
        }
        this.emptyBytes = emptyBytes();
    }

    /** What measuring nothing seems to allocate. */
    private double emptyBytes() throws Exception {
        Samples nothing = new Samples(1);
        for (int i = 0; i < 50; i++) {
            measure(() -> {}, nothing);
        }
        return nothing.bytes();
    }

    /** Runs rounds for some seconds, having thrown away those of the first part of the time. */
    Map<Contender, Samples> run(double seconds, double warmUpSeconds) throws Exception {
        runFor(warmUpSeconds);
        samples.values().forEach(Samples::clear);
        System.gc();
        runFor(seconds);
        return samples;
    }

    private void runFor(double seconds) throws Exception {
        long end = System.nanoTime() + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        List<Contender> order = new ArrayList<>(samples.keySet());
        for (int round = 0; round < LEAST_ROUNDS || System.nanoTime() < end; round++) {
            Collections.shuffle(order, random);
            for (Contender contender : order) {
                Trial trial = contender.prepare(load);
                measure(trial, samples.get(contender));
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
        long bytesBefore = THREADS.getTotalThreadAllocatedBytes();
        long before = System.nanoTime();
        trial.run();
        long after = System.nanoTime();
        long bytes = THREADS.getTotalThreadAllocatedBytes() - bytesBefore;
        into.add(after - before, Math.max(0, bytes - (long) emptyBytes));
    }
}
