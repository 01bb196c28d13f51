package io.photons.stress.simulation;

import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the programs of many seeds, or that of one and shows what happened in it. */
@Command(
        name = "photons simulate",
        mixinStandardHelpOptions = true,
        version = "photons simulate, of this clone",
        sortOptions = false,
        description = "Runs programs that seeds draw, under virtual time, and compares each with a model of the rules.")
final class SimulateCommand implements Callable<Integer> {

    private static final int MOST_SHOWN = 4;

    private final PrintStream out;

    @Spec
    @Nullable
    private CommandSpec spec;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many (default: ${DEFAULT-VALUE}).")
    private long seeds;

    @Option(
            names = "--from",
            paramLabel = "S",
            defaultValue = "1",
            description = "The first of them (default: ${DEFAULT-VALUE}).")
    private long from;

    @Option(names = "--seed", paramLabel = "S", description = "Only this one, and print what happened in it.")
    @Nullable
    private Long seed;

    @Option(
            names = "--jobs",
            paramLabel = "J",
            defaultValue = "1",
            description = "How many at the same time (default: ${DEFAULT-VALUE}).")
    private int jobs;

    @Option(names = "--first", description = "Stop at the first that fails.")
    private boolean first;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    SimulateCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (seeds < 1) {
            throw wrong("--seeds must be positive: " + seeds);
        }
        if (from > Long.MAX_VALUE - seeds) {
            throw wrong("--from must leave room for " + seeds + " seeds: " + from);
        }
        if (jobs < 1 || jobs > 256) {
            throw wrong("--jobs must be between 1 and 256: " + jobs);
        }
        if (seed != null) {
            Verdict verdict = Simulation.judge(seed);
            if (!json) {
                verdict.journal().lines().forEach(out::println);
            }
            show(verdict);
            return verdict.holds() ? 0 : 1;
        }
        Simulation simulation = new Simulation(from, seeds, first, verdict -> {
            if (!verdict.holds()) {
                show(verdict);
            }
        });
        simulation.run(jobs);
        out.println(json ? simulation.toJson() : simulation.toString());
        return simulation.failed() == 0 ? 0 : 1;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    private synchronized void show(Verdict verdict) {
        List<String> broken = verdict.violations();
        if (json) {
            out.println(json(verdict));
            return;
        }
        out.println("seed " + verdict.seed() + (broken.isEmpty() ? " holds" : " fails") + ", hash "
                + Long.toHexString(verdict.hash()));
        broken.stream()
                .limit(MOST_SHOWN)
                .forEach(each -> out.println("  " + each.indent(2).strip()));
        if (broken.size() > MOST_SHOWN) {
            out.println("  and " + (broken.size() - MOST_SHOWN) + " more");
        }
        if (!broken.isEmpty() && seed == null) {
            out.println("  replay it: ./photons simulate --seed " + verdict.seed());
        }
    }

    private static String json(Verdict verdict) {
        StringBuilder violations = new StringBuilder();
        for (String each : verdict.violations()) {
            violations.append(violations.isEmpty() ? "" : ",").append(quoted(each));
        }
        return "{\"seed\":" + verdict.seed() + ",\"holds\":" + verdict.holds() + ",\"hash\":\""
                + Long.toHexString(verdict.hash()) + "\",\"violations\":[" + violations + "]}";
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '"' || each == '\\') {
                quoted.append('\\').append(each);
            } else if (each < ' ') {
                quoted.append("\\u%04x".formatted((int) each));
            } else {
                quoted.append(each);
            }
        }
        return quoted.append('"').toString();
    }
}
