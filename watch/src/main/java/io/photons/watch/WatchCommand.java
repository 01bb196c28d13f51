package io.photons.watch;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Shutdown;
import io.photons.terminal.BadArgument;
import io.photons.terminal.CommandLines;
import io.photons.terminal.Printable;
import io.photons.terminal.Streams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of {@code photons watch}. */
@Command(
        name = "photons watch",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Checks many endpoints again and again, and shows every result as it lands.",
        description = {
            "",
            "Without a TARGET it watches its embedded fleet: 200 endpoints on loopback, in this process, some of"
                    + " which are slow, flaky, hang, close the connection or refuse it, as the seed decides.",
            "On a terminal it shows a live table; otherwise a line for each check.",
            ""
        },
        footer = {
            "",
            "A page is ok if its last answer has a status below 400, a port if it takes the connection. Failed checks"
                    + " include those that timed out; p50, p95 and p99 are of the checks that were ok. A name or a port"
                    + " that cannot be reached fails its own check and delays no other.",
            "",
            "Exit codes: 0 healthy enough; 1 not, or the results could not be written; 2 the command line is wrong;"
                    + " 130 and 143 stopped by Ctrl-C or SIGTERM (checks under way may take a second more; a second Ctrl-C"
                    + " cancels them, and one more ends at once); 141 standard output"
                    + " was closed.",
            "The embedded fleet always has endpoints that fail: with it and --fail-under 100 the exit code is 1."
        })
final class WatchCommand implements Callable<Integer> {

    private static final int DEFAULT_ROUNDS = 3;

    /** How long checks under way may go on after a signal: most end by themselves. */
    private static final Duration DRAIN = Duration.ofSeconds(1);

    /** How long those that were cancelled, and the output, are waited for then. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Streams streams;

    @Parameters(
            paramLabel = "TARGET",
            description = "http://…, https://…, tcp://host:port, @FILE (one on a line, # begins a comment),"
                    + " or - for standard input.")
    private List<String> targets = new ArrayList<>();

    @Option(
            names = "--every",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = CommandLines.DurationArgument.class,
            description = "From one round to the next; 0 is back to back (default: ${DEFAULT-VALUE}).")
    private Duration every = Duration.ZERO;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "2s",
            converter = CommandLines.DurationArgument.class,
            description = "How long a check may take (default: ${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ZERO;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = CommandLines.DurationArgument.class,
            description = "Make no new checks after that time.")
    private @Nullable Duration limit;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            converter = CommandLines.Count.class,
            description = "Make so many rounds (default: no end; with the fleet and without --for: 3).")
    private @Nullable Integer rounds;

    @Option(
            names = "--max-concurrent",
            paramLabel = "N",
            defaultValue = "256",
            converter = CommandLines.Count.class,
            description = "Run so many checks at once (default: ${DEFAULT-VALUE}).")
    private int maxConcurrent;

    @Option(
            names = "--fail-under",
            paramLabel = "PERCENT",
            defaultValue = "100",
            converter = Percent.class,
            description = "Exit with 1 if less of the last round is healthy (default: ${DEFAULT-VALUE}).")
    private double failUnder;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Decides how the fleet behaves (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--json",
            description = "Write one JSON object on a line for each check, then one for the summary, and nothing else.")
    private boolean json;

    @Option(names = "--quiet", description = "Show the summary only.")
    private boolean quiet;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Write a page with the summary, the latencies and a timeline when it is over.")
    private @Nullable String report;

    @Option(
            names = "--jfr",
            paramLabel = "FILE.jfr",
            description =
                    "Write a flight recording of the checks, for a timeline in JDK Mission Control, when it is over.")
    private @Nullable String recording;

    WatchCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = settings();
        if (!streams.ownsProcess()) {
            Promise<Void> stop = Async.promise("stop");
            return new Watch(settings, streams, stop, stop).run();
        }
        AtomicReference<@Nullable Watch> running = new AtomicReference<>();
        try (Shutdown shutdown = Shutdown.onSignals()
                .name("watch")
                .drain(DRAIN)
                .grace(GRACE)
                .beforeHalt(() -> abandon(running.get()))
                .open()) {
            Watch watch = new Watch(settings, streams, shutdown.intake(), shutdown.finalFuture());
            running.set(watch);
            int code = watch.run();
            return shutdown.exitCode().orElse(code);
        }
    }

    private static void abandon(@Nullable Watch watch) {
        if (watch != null) {
            watch.abandon();
        }
    }

    private Settings settings() {
        String path = report;
        ReportFile file = path == null ? null : named("--report", () -> ReportFile.of(path));
        String flight = recording;
        ReportFile flightFile = flight == null ? null : named("--jfr", () -> FlightRecording.placeOf(flight));
        if (timeout.isZero()) {
            throw new BadArgument("--timeout: must be longer than 0");
        }
        if (limit != null && limit.isZero()) {
            throw new BadArgument("--for: must be longer than 0");
        }
        List<Target> all = TargetList.read(targets, streams.in());
        boolean endless = rounds == null && limit == null;
        int wanted = rounds != null ? rounds : all.isEmpty() && endless ? DEFAULT_ROUNDS : 0;
        return new Settings(
                all, seed, every, timeout, limit, wanted, maxConcurrent, failUnder, quiet, json, file, flightFile);
    }

    private static <T> T named(String option, Supplier<T> value) {
        try {
            return value.get();
        } catch (BadArgument e) {
            throw new BadArgument(option + ": " + e.getMessage());
        }
    }

    /** A percentage. */
    static final class Percent implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            if (text.matches("\\d{1,3}(\\.\\d{1,9})?") && Double.parseDouble(text) <= 100) {
                return Double.valueOf(text);
            }
            throw new BadArgument("'" + Printable.of(text, 80) + "' is not a percentage from 0 to 100");
        }
    }
}
