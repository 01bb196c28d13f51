package io.photons.stress.leaks;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.TaskHolder;
import io.photons.async.Tick;
import io.photons.async.Ticker;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures what is left of each workload, one after the other, or of all of them at once. */
@Command(
        name = "photons leaks",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures heap, threads, timers and tasks before and after very many uses.")
final class LeaksCommand implements Callable<Integer> {

    private static final long ALLOWED_BYTES = 1L << 20;
    private static final int SOAK_BATCH = 10_000;

    private final PrintStream out;

    @Spec
    @SuppressWarnings("NullAway.Init") // filled by picocli
    private CommandSpec spec;

    @Option(
            names = "--count",
            defaultValue = "10000000",
            paramLabel = "N",
            description = "how many uses of each (default: ${DEFAULT-VALUE}); of tickers a tenth")
    private long count;

    @Option(
            names = "--soak",
            paramLabel = "MINUTES",
            description = "run everything at once for so long, instead of one after the other")
    private @Nullable Long soakMinutes;

    LeaksCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), "--count must be at least 1: " + count);
        }
        if (soakMinutes == null) {
            return inTurn() ? 0 : 1;
        }
        if (soakMinutes < 1) {
            throw new ParameterException(spec.commandLine(), "--soak must be at least 1: " + soakMinutes);
        }
        return soak(Duration.ofMinutes(soakMinutes)) ? 0 : 1;
    }

    // ---- one after the other

    private boolean inTurn() throws Exception {
        out.printf(
                Locale.ROOT,
                "%-44s %12s %8s %12s %9s %8s %6s%n",
                "",
                "count",
                "seconds",
                "heap, bytes",
                "threads",
                "timers",
                "tasks");
        boolean clean = true;
        for (Supplier<Workload> each : Workloads.all()) {
            try (Workload workload = each.get()) {
                clean &= measured(workload);
            }
        }
        return clean;
    }

    private boolean measured(Workload workload) throws Exception {
        long uses = workload.share(count);
        workload.run(Math.max(1, uses / 20));
        Reading before = Reading.take();
        long began = System.nanoTime();
        workload.run(uses);
        double seconds = (System.nanoTime() - began) / 1e9;
        Reading after = Reading.take();
        boolean clean = isClean(before, after);
        out.printf(
                Locale.ROOT,
                "%-44s %,12d %8.1f %+,12d %+9d %+8d %+6d%s%n",
                workload.what(),
                uses,
                seconds,
                after.heapBytes() - before.heapBytes(),
                after.threads().size() - before.threads().size(),
                after.timers() - before.timers(),
                after.tree() - before.tree(),
                clean ? "" : leak(before, after));
        out.flush();
        return clean;
    }

    private static boolean isClean(Reading before, Reading after) {
        return after.heapBytes() - before.heapBytes() <= ALLOWED_BYTES
                && after.timers() <= before.timers()
                && after.tree() <= before.tree()
                && after.threadsSince(before).isEmpty();
    }

    private static String leak(Reading before, Reading after) {
        String threads = after.threadsSince(before);
        return threads.isEmpty() ? "  LEAK" : "  LEAK, threads " + threads;
    }

    // ---- all at once

    private boolean soak(Duration time) throws Exception {
        List<Workload> workloads = new ArrayList<>();
        for (Supplier<Workload> each : Workloads.all()) {
            workloads.add(each.get());
        }
        // What is there after the first pass: classes, buffers, threads of the JVM.
        AtomicLong[] uses = counters(workloads);
        together(workloads, uses, Duration.ofSeconds(10));
        Reading before = Reading.take();
        for (AtomicLong each : uses) {
            each.set(0);
        }
        Promise<Void> stop = Async.promise("stop");
        long began = System.nanoTime();
        try (TaskHolder watcher = TaskHolder.open(stop)) {
            watcher.add("progress", () -> progress(workloads, uses, began, stop));
            together(workloads, uses, time);
            stop.cancel("the time is over");
        }
        Reading after = Reading.take();
        boolean clean = isClean(before, after);
        out.printf(
                Locale.ROOT,
                "after %d min: heap %+,d bytes, threads %+d, timers %+d, tasks %+d%s%n",
                time.toMinutes(),
                after.heapBytes() - before.heapBytes(),
                after.threads().size() - before.threads().size(),
                after.timers() - before.timers(),
                after.tree() - before.tree(),
                clean ? "" : leak(before, after));
        for (int i = 0; i < uses.length; i++) {
            out.printf(Locale.ROOT, "%-44s %,14d%n", workloads.get(i).what(), uses[i].get());
        }
        for (Workload workload : workloads) {
            workload.close();
        }
        return clean;
    }

    private static AtomicLong[] counters(List<Workload> workloads) {
        AtomicLong[] uses = new AtomicLong[workloads.size()];
        for (int i = 0; i < uses.length; i++) {
            uses[i] = new AtomicLong();
        }
        return uses;
    }

    /** Each in a task of its own, again and again until the time is over. */
    private static void together(List<Workload> workloads, AtomicLong[] uses, Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        TaskHolder.options().failFast().run(Async.promise("soak"), holder -> {
            for (int i = 0; i < uses.length; i++) {
                Workload workload = workloads.get(i);
                AtomicLong counter = uses[i];
                holder.add(workload.what(), () -> {
                    while (System.nanoTime() < end) {
                        workload.run(SOAK_BATCH);
                        counter.addAndGet(SOAK_BATCH);
                        // Those that never wait would keep their carrier for themselves.
                        Async.sleep(Duration.ofMillis(1));
                    }
                });
            }
            return null;
        });
    }

    private void progress(List<Workload> workloads, AtomicLong[] uses, long began, Promise<Void> stop) {
        try (Ticker minutes =
                Ticker.every(Duration.ofMinutes(1)).finalFuture(stop).open()) {
            for (Tick minute : minutes) {
                if (minute.iteration() == 1) {
                    continue;
                }
                long total = 0;
                for (AtomicLong each : uses) {
                    total += each.get();
                }
                out.printf(
                        Locale.ROOT,
                        "%3d min: %,d uses of %d kinds, %,d bytes of heap in use, %d timers%n",
                        Duration.ofNanos(System.nanoTime() - began).toMinutes(),
                        total,
                        workloads.size(),
                        Runtime.getRuntime().totalMemory()
                                - Runtime.getRuntime().freeMemory(),
                        Reading.timersNow());
                out.flush();
            }
        }
    }
}
