package io.photons.stress.simulation;

import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Many seeds, one after the other or several at a time, each run twice: the second time must be as the first.
 *
 * <p>A seed that takes minutes hangs in code that does not wait: it is told of, and the process ends, as there is no way
 * to end such code.
 */
final class Simulation {

    private static final int ATTEMPTS = 4;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final long from;
    private final long seeds;
    private final boolean stopsAtFirst;
    private final Consumer<Verdict> judged;

    private final AtomicLong next;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private final long began = System.nanoTime();

    Simulation(long from, long seeds, boolean stopsAtFirst, Consumer<Verdict> judged) {
        this.from = from;
        this.seeds = seeds;
        this.stopsAtFirst = stopsAtFirst;
        this.judged = judged;
        this.next = new AtomicLong(from);
    }

    /** Runs one seed twice. */
    static Verdict judge(long seed) {
        Verdict once = replayable(seed);
        Verdict again = replayable(seed);
        if (!once.replayable() || !again.replayable()) {
            once.journal().violate("E5", "something blocked outside of the library in each of several runs");
        } else if (once.hash() != again.hash() && once.holds()) {
            once.journal().violate("E5", "ran otherwise the second time: " + difference(once, again));
        }
        return once;
    }

    /** A busy machine can make a run look as if something blocked in it; then it is run once more. */
    private static Verdict replayable(long seed) {
        Verdict verdict = Program.run(seed);
        for (int attempt = 1; attempt < ATTEMPTS && !verdict.replayable() && verdict.holds(); attempt++) {
            verdict = Program.run(seed);
        }
        return verdict;
    }

    private static String difference(Verdict once, Verdict again) {
        var first = once.journal().lines();
        var second = again.journal().lines();
        for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
            if (!first.get(i).equals(second.get(i))) {
                return "first " + first.get(i).strip() + ", then "
                        + second.get(i).strip();
            }
        }
        return "first " + first.size() + " events, then " + second.size();
    }

    /** Runs them all on so many threads. */
    void run(int jobs) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(jobs);
        Job[] running = new Job[jobs];
        for (int i = 0; i < jobs; i++) {
            running[i] = new Job(done);
            Thread.ofPlatform().daemon().name("simulation-" + i).start(running[i]);
        }
        while (!done.await(1, TimeUnit.SECONDS)) {
            for (Job job : running) {
                job.look();
            }
        }
    }

    private final class Job implements Runnable {

        private final CountDownLatch done;
        private volatile long seed;
        private volatile long since = System.nanoTime();

        Job(CountDownLatch done) {
            this.done = done;
        }

        @Override
        public void run() {
            try {
                for (seed = next.getAndIncrement(); seed - from < seeds; seed = next.getAndIncrement()) {
                    since = System.nanoTime();
                    Verdict verdict = judge(seed);
                    (verdict.holds() ? held : failed).incrementAndGet();
                    events.addAndGet(verdict.journal().size());
                    judged.accept(verdict);
                    if (stopsAtFirst && !verdict.holds()) {
                        next.set(from + seeds);
                    }
                }
            } finally {
                done.countDown();
            }
        }

        void look() {
            if (System.nanoTime() - since > PATIENCE_NANOS && seed - from < seeds) {
                System.out.println("seed " + seed + " fails: it hangs in code that does not wait\n"
                        + "  replay it: ./photons simulate --seed " + seed);
                System.out.flush();
                Runtime.getRuntime().halt(1);
            }
        }
    }

    long failed() {
        return failed.get();
    }

    private double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    String toJson() {
        return String.format(
                Locale.ROOT,
                "{\"from\":%d,\"seeds\":%d,\"failed\":%d,\"events\":%d,\"seconds\":%.1f}",
                from,
                held.get() + failed.get(),
                failed.get(),
                events.get(),
                seconds());
    }

    @Override
    public String toString() {
        long ran = held.get() + failed.get();
        return String.format(
                Locale.ROOT,
                "%d seeds from %d on, each run twice: %d held, %d failed; %d events, %.1f s, %.2f ms a seed",
                ran,
                from,
                held.get(),
                failed.get(),
                events.get(),
                seconds(),
                seconds() * 1e3 / Math.max(1, ran));
    }
}
