package io.photons.watch;

import com.sun.management.OperatingSystemMXBean;
import io.photons.terminal.Streams;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The entry point of {@code photons bench watch}: the program beside bare loops, in turn, in one JVM. */
@Command(
        name = "photons bench watch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures how many checks a second photons watch makes beside bare loops over the same targets.",
            "",
            "Every turn each of them has one go, in an order drawn anew: the whole program with --json, from reading its"
                    + " list to its summary; a virtual thread and a place of a semaphore for each check; and the same"
                    + " without the check's time-out. All pages are on loopback, in a process of their own."
        })
public final class WatchRace implements Callable<Integer> {

    private static final int PLACES = 256;
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Option(names = "--targets", defaultValue = "10000", description = "So many (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(names = "--rounds", defaultValue = "2", description = "Rounds a go (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--turns", defaultValue = "9", description = "Turns that count (default: ${DEFAULT-VALUE}).")
    private int turns;

    @Option(names = "--warm-up", defaultValue = "2", description = "Turns that do not (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    private final Map<String, Go> goes = new LinkedHashMap<>();
    private final Map<String, double[]> seconds = new LinkedHashMap<>();
    private final Map<String, double[]> busy = new LinkedHashMap<>();

    private WatchRace() {}

    private interface Go {
        int run() throws Exception;
    }

    /**
     * Runs it.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new WatchRace()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Process pages = new ProcessBuilder(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoopbackPages.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Path list = Files.createTempFile("targets", ".txt");
        try (Names names = new Names()) {
            Files.write(list, addresses(pages.inputReader()));
            List<Target> targets = TargetList.read(List.of("@" + list), InputStream.nullInputStream());
            Prober prober = new Prober(new Dialer(names));
            Checker checker = new Checker(prober, TIMEOUT, InstantSource.system());
            BareLoop loop = new BareLoop(PLACES);
            goes.put("photons watch", () -> program(list));
            goes.put(
                    "bare loop",
                    () -> loop.run(
                            targets, rounds, target -> checker.check(target).ok()));
            goes.put("bare loop, no time-out", () -> loop.run(targets, rounds, target -> prober.ask(target) == 200));
            race();
        } finally {
            Files.delete(list);
            pages.destroy();
        }
        System.out.print(json ? toJson() : toText());
        return 0;
    }

    private List<String> addresses(BufferedReader ports) throws IOException {
        List<String> bases = new ArrayList<>();
        while (bases.size() < LoopbackPages.PORTS) {
            bases.add("http://127.0.0.1:" + ports.readLine() + "/");
        }
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            addresses.add(bases.get(i % bases.size()) + i);
        }
        return addresses;
    }

    private int program(Path list) throws IOException {
        try (OutputStream nowhere =
                Files.newOutputStream(ProcessBuilder.Redirect.DISCARD.file().toPath())) {
            Streams streams =
                    new Streams(InputStream.nullInputStream(), nowhere, new PrintStream(System.err, true), false);
            int code = Main.run(
                    streams,
                    "--json",
                    "--rounds=" + rounds,
                    "--every=0",
                    "--timeout=" + TIMEOUT.toSeconds() + "s",
                    "--max-concurrent=" + PLACES,
                    "@" + list);
            // With 100 percent of the last round asked for; a failure before it would show in the loops as well.
            return code == 0 ? count * rounds : 0;
        }
    }

    private void race() throws Exception {
        for (String name : goes.keySet()) {
            seconds.put(name, new double[turns]);
            busy.put(name, new double[turns]);
        }
        Random random = new Random(20);
        List<String> order = new ArrayList<>(goes.keySet());
        for (int turn = -warmUp; turn < turns; turn++) {
            Collections.shuffle(order, random);
            for (String name : order) {
                System.gc();
                long busyBefore = PROCESS.getProcessCpuTime();
                long before = System.nanoTime();
                int well = goes.get(name).run();
                double took = (System.nanoTime() - before) / 1e9;
                if (well != count * rounds) {
                    throw new IllegalStateException(name + ": only " + well + " checks went well");
                }
                if (turn >= 0) {
                    seconds.get(name)[turn] = took;
                    busy.get(name)[turn] = (PROCESS.getProcessCpuTime() - busyBefore) / 1e3 / well;
                }
            }
        }
    }

    private double rate(String name) {
        return count * rounds / median(seconds.get(name));
    }

    private double best(String name) {
        return count * rounds / Arrays.stream(seconds.get(name)).min().orElseThrow();
    }

    /** The median, over the turns, of the program's throughput as a part of another one's. */
    private double ratio(String name) {
        double[] program = seconds.get("photons watch");
        double[] other = seconds.get(name);
        double[] ratios = new double[turns];
        for (int i = 0; i < turns; i++) {
            ratios[i] = other[i] / program[i];
        }
        return median(ratios);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private String toText() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d targets, %d rounds a go, %d places, %d turns; JDK %s%n%-24s %10s %10s %14s %20s%n",
                count,
                rounds,
                PLACES,
                turns,
                Runtime.version(),
                "checks a second",
                "median",
                "best",
                "CPU a check",
                "photons watch has"));
        for (String name : goes.keySet()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-24s %10.0f %10.0f %11.0f us %18.0f %%%n",
                    name,
                    rate(name),
                    best(name),
                    median(busy.get(name)),
                    100 * ratio(name)));
        }
        return text.toString();
    }

    private String toJson() {
        return String.format(
                Locale.ROOT,
                "{\"work\":\"watch\",\"n\":%d,\"watch_per_second\":%.0f,\"bare_per_second\":%.0f,"
                        + "\"watch_to_bare\":%.3f,\"watch_to_bare_without_timeout\":%.3f}%n",
                count,
                rate("photons watch"),
                rate("bare loop"),
                ratio("bare loop"),
                ratio("bare loop, no time-out"));
    }
}
