package io.photons.benchmarks;

import io.photons.benchmarks.Load.Spawner;
import io.photons.benchmarks.callback.Callbacks;
import io.photons.benchmarks.cancel.Cancels;
import io.photons.benchmarks.merge.Merge;
import io.photons.benchmarks.parked.Parked;
import io.photons.benchmarks.spawn.Spawn;
import io.photons.benchmarks.stream.Stream;
import io.photons.benchmarks.timeout.Timeouts;
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
    private static final double FULL_SECONDS = 540;

    private static final double QUICK_SECONDS = 130;

    @Option(names = "--quick", description = "Take less than three minutes instead of less than ten.")
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
                Timeouts.work(),
                Cancels.work(),
                Callbacks.work(false),
                Callbacks.work(true),
                Parked.work());
    }

    @Override
    public Integer call() throws Exception {
        List<Work> chosen = new ArrayList<>(works());
        if (!only.isEmpty()) {
            chosen.removeIf(work -> !only.contains(work.key()));
        }
        if (!columns.isEmpty()) {
            chosen.replaceAll(work -> work.only(columns));
            chosen.removeIf(work -> work.loads().isEmpty());
        }
        Library ours = LibraryLoader.present();
        Library other = compare == null ? work -> List.of() : LibraryLoader.of(compare);
        for (Work work : chosen) {
            work.field().enter(ours.contenders(work.key()), other.contenders(work.key()));
            if (!rows.isEmpty()) {
                work.field().keep(rows);
            }
        }
        Budget budget = new Budget(chosen, quick ? QUICK_SECONDS : FULL_SECONDS, seconds);
        for (Work work : chosen) {
            List<Column> table = new ArrayList<>();
            for (Load load : work.loads()) {
                Budget.Share share = budget.next(load == work.loads().getFirst());
                Column column = new Column(load, new Rounds(work, load).run(share));
                table.add(column);
                if (json) {
                    show(new JsonLines(work).of(column));
                }
            }
            if (!json) {
                show(new TextTable(work, table));
            }
        }
        if (!json) {
            System.out.println(Setting.describe());
        }
        return 0;
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
