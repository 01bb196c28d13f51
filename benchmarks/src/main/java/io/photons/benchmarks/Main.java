package io.photons.benchmarks;

import io.photons.benchmarks.Load.Spawner;
import io.photons.benchmarks.callback.Callbacks;
import io.photons.benchmarks.cancel.Cancels;
import io.photons.benchmarks.merge.Merge;
import io.photons.benchmarks.parked.Parked;
import io.photons.benchmarks.spawn.Spawn;
import io.photons.benchmarks.stream.Stream;
import io.photons.benchmarks.tick.Tickers;
import io.photons.benchmarks.timeout.Timeouts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The entry point of {@code photons bench}: measures the library beside its peers and prints tables of ratios. */
@Command(
        name = "photons bench",
        mixinStandardHelpOptions = true,
        versionProvider = Setting.class,
        sortOptions = false,
        description =
                "Measures the library beside its peers: every round each of them has one go, in an order drawn anew.")
public final class Main implements Callable<Integer> {

    /** What all columns together take; the last ones, of heap, take somewhat more than their share. */
    private static final double FULL_SECONDS = 1_380;

    private static final double QUICK_SECONDS = 130;

    @Option(names = "--quick", description = "Take less than three minutes instead of less than thirty.")
    private boolean quick;

    @Option(names = "--json", description = "Print one JSON object a line instead of tables.")
    private boolean json;

    @Option(
            names = "--preview",
            description = "Start the measuring JVM with --enable-preview, which Jox needs to load.")
    private boolean preview;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "KEY",
            description = "Measure these tables alone: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Keys.class)
    private List<String> only = List.of();

    @Option(
            names = "--rows",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Measure, beside the limits and ours, only peers whose name contains one of these: none, for none.")
    private List<String> rows = List.of();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Take about this many seconds for every column, warm-up included.")
    private double seconds;

    @Option(
            names = "--columns",
            split = ",",
            paramLabel = "PART",
            description =
                    "Measure only columns whose head contains one of these, numbers without commas: 1000 trivial.")
    private List<String> columns = List.of();

    @Option(
            names = "--compare",
            paramLabel = "JAR",
            description = "Measure this build of the library, too, as the baseline: a jar or a directory of classes.")
    private @Nullable Path compare;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "Put the tables into this document, too, each between the comments that name it.")
    private @Nullable Path markdown;

    @Option(
            names = "--plot",
            paramLabel = "DIR",
            description =
                    "Measure from a thousand pieces to a million instead, and draw the curves into this directory.")
    private @Nullable Path plot;

    private Main() {}

    /**
     * Runs what the arguments choose.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        Main main = new Main();
        System.exit(new CommandLine(main)
                .setExecutionStrategy(parsed -> {
                    boolean measures = !parsed.isUsageHelpRequested() && !parsed.isVersionHelpRequested();
                    return measures && !MeasuringJvm.isThis()
                            ? MeasuringJvm.run(args, main.preview)
                            : new CommandLine.RunLast().execute(parsed);
                })
                .execute(args));
    }

    private static List<Work> works() {
        return List.of(
                Spawn.work(Spawner.PLATFORM),
                Spawn.work(Spawner.VIRTUAL),
                Stream.work(),
                Merge.work(),
                Timeouts.work(Spawner.VIRTUAL),
                Timeouts.fromTwo(),
                Timeouts.work(Spawner.PLATFORM),
                Cancels.work(),
                Callbacks.work(false),
                Callbacks.work(true),
                Callbacks.fired(),
                Callbacks.added(),
                Tickers.one(),
                Tickers.many(),
                Parked.work());
    }

    @Override
    public Integer call() throws Exception {
        List<Work> chosen = choose();
        enter(chosen);
        Budget budget = new Budget(chosen, quick ? QUICK_SECONDS : FULL_SECONDS, seconds);
        for (Work work : chosen) {
            measure(work, budget);
        }
        if (!json) {
            System.out.println(Setting.describe());
        }
        return 0;
    }

    private List<Work> choose() {
        List<Work> chosen = new ArrayList<>(works());
        if (plot != null) {
            chosen.removeIf(work -> !Curves.KEYS.contains(work.key()));
            chosen.replaceAll(work -> work.with(Curves.loads(work)));
        } else if (quick) {
            chosen.replaceAll(work -> work.with(work.quickLoads()));
        }
        if (!only.isEmpty()) {
            chosen.removeIf(work -> !only.contains(work.key()));
        }
        if (!columns.isEmpty()) {
            chosen.replaceAll(work -> work.with(
                    work.loads().stream().filter(load -> load.isOneOf(columns)).toList()));
            chosen.removeIf(work -> work.loads().isEmpty());
        }
        return chosen;
    }

    private void enter(List<Work> chosen) throws ReflectiveOperationException, IOException {
        List<Library> libraries = new ArrayList<>(List.of(LibraryLoader.present(), coroutines()));
        if (compare != null) {
            Library other = LibraryLoader.of(compare);
            libraries.add(work -> Baseline.of(other.contenders(work)));
        }
        for (Work work : chosen) {
            if (work.scale().timed()) {
                work.field().enterLimitAgain();
            }
            libraries.forEach(library -> work.field().enter(library.contenders(work.key())));
            if (!rows.isEmpty()) {
                work.field().keep(rows);
            }
        }
    }

    private void measure(Work work, Budget budget) throws Exception {
        List<Column> table = new ArrayList<>();
        Curves curves = new Curves(work);
        for (Load load : work.loads()) {
            Budget.Share share = budget.next(load == work.loads().getFirst());
            Column column = new Column(work.scale(), load, new Rounds(work, load).run(share));
            table.add(column);
            curves.add(column);
            if (json) {
                show(new JsonLines(work).of(column));
            }
        }
        String text = new TextTable(work, table).toString();
        if (!json) {
            show(text);
        }
        if (markdown != null) {
            new Report(markdown).put(work, text);
        }
        if (plot != null) {
            curves.draw(plot);
        }
    }

    /** The contenders in Kotlin, which is compiled after Java. */
    private static Library coroutines() throws ReflectiveOperationException {
        return (Library) Class.forName("io.photons.benchmarks.kotlin.Coroutines")
                .getDeclaredConstructor()
                .newInstance();
    }

    private static void show(Object text) {
        System.out.print(text);
        System.out.flush();
    }

    /** The keys of all tables, for the help. */
    static final class Keys extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Keys() {
            works().forEach(work -> add(work.key()));
        }
    }
}
