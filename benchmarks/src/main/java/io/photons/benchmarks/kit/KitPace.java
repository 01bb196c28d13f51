package io.photons.benchmarks.kit;

import com.sun.management.ThreadMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The entry point of {@code photons bench kit}: how fast virtual time is. */
@Command(
        name = "photons bench kit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures how many context switches and how many seeds of a test the test kit runs in a second.",
            "",
            "A switch is a sleep: a hundred tasks are due at the same instants, so each that sleeps is followed by another."
                    + " The test has twenty tasks: a holder's, which wait for a promise and then sleep under time-outs (a task more each),"
                    + " and a streamer's. Each round runs all switches and then all seeds; the first is told apart."
        })
public final class KitPace implements Callable<Integer> {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Option(names = "--switches", defaultValue = "1000000", description = "So many (default: ${DEFAULT-VALUE}).")
    private int switches;

    @Option(names = "--seeds", defaultValue = "10000", description = "So many (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--rounds", defaultValue = "3", description = "Rounds after the first (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    private final PrintStream out;

    private KitPace(PrintStream out) {
        this.out = out;
    }

    private record Pace(String work, int round, int count, double seconds, long bytes) {

        String toText() {
            return String.format(
                    Locale.ROOT,
                    "%-10s %8s %10d %10.2f %12.0f %12.0f%n",
                    work,
                    round == 0 ? "warm-up" : "" + round,
                    count,
                    seconds,
                    count / seconds,
                    (double) bytes / count);
        }

        String toJson() {
            return String.format(
                    Locale.ROOT,
                    "{\"work\":\"%s\",\"round\":%d,\"warm_up\":%b,\"n\":%d,\"seconds\":%.3f,\"per_second\":%.0f,"
                            + "\"bytes\":%d}%n",
                    work,
                    round,
                    round == 0,
                    count,
                    seconds,
                    count / seconds,
                    bytes);
        }
    }

    /**
     * Runs it.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(run(System.out, args));
    }

    static int run(PrintStream out, String... args) {
        return new CommandLine(new KitPace(out)).execute(args);
    }

    @Override
    public Integer call() {
        List<Pace> paces = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            paces.add(measure("switches", round, switches, () -> Subject.switches(switches)));
            paces.add(measure("seeds", round, seeds, () -> {
                for (int seed = 0; seed < seeds; seed++) {
                    Subject.test(seed);
                }
            }));
        }
        if (json) {
            paces.forEach(pace -> out.print(pace.toJson()));
        } else {
            out.printf(
                    Locale.ROOT,
                    "%d tasks that sleep, %d tasks a test; JDK %s%n%-10s %8s %10s %10s %12s %12s%n",
                    Subject.SLEEPERS,
                    Subject.TASKS,
                    Runtime.version(),
                    "work",
                    "round",
                    "n",
                    "seconds",
                    "a second",
                    "bytes each");
            paces.forEach(pace -> out.print(pace.toText()));
        }
        return 0;
    }

    private static Pace measure(String work, int round, int count, Runnable go) {
        System.gc();
        long bytes = THREADS.getTotalThreadAllocatedBytes();
        long begin = System.nanoTime();
        go.run();
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Pace(work, round, count, seconds, THREADS.getTotalThreadAllocatedBytes() - bytes);
    }
}
