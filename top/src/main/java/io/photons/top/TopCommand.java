package io.photons.top;

import io.photons.terminal.BadArgument;
import io.photons.terminal.CommandLines;
import io.photons.terminal.Output;
import io.photons.terminal.Printable;
import io.photons.terminal.Streams;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of {@code photons top}. */
@Command(
        name = "photons top",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        header =
                "Shows what runs in a JVM of this machine: its scopes, tasks, tickers and streams, and what they wait for.",
        description = {
            "",
            "Without a PID it lists the JVMs that can be attached to, and which of them have Photons.",
            "On a terminal it shows the tree live; otherwise, and with --once, as text.",
            ""
        },
        footer = {
            "",
            "Keys: up, down, page up, page down move; space opens and closes what is below a line, + and - do so for all;"
                    + " enter shows the stack of a task; s sorts by the next of tree, age, name, state; t shows tasks in"
                    + " one list; / filters by name; p holds the picture; q quits.",
            "",
            "Nothing has to be prepared in the JVM that is looked at, and nothing is opened to the network: the JDK's local"
                    + " management agent is started there, which takes connections from this machine alone.",
            "",
            "Exit codes: 0 all is well; 1 the JVM cannot be looked at, or not any more; 2 the command line is wrong;"
                    + " 130 and 143 stopped by Ctrl-C or SIGTERM; 141 standard output was closed."
        })
final class TopCommand implements Callable<Integer> {

    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final Streams streams;

    @Parameters(
            arity = "0..1",
            paramLabel = "PID",
            converter = Pid.class,
            description = "The process of the JVM; without it they are listed.")
    private @Nullable Long pid;

    @Option(names = "--once", description = "Look once, write the tree, and end.")
    private boolean once;

    @Option(
            names = "--json",
            description = "Write one JSON object on a line for each look: plain ASCII, with counts and the tree.")
    private boolean json;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            defaultValue = "1s",
            converter = CommandLines.DurationArgument.class,
            description = "From one look to the next (default: ${DEFAULT-VALUE}).")
    private Duration every = Duration.ZERO;

    @Option(
            names = "--sort",
            paramLabel = "ORDER",
            defaultValue = "tree",
            converter = Order.class,
            description = "tree (as started), age (oldest first), name or state (default: ${DEFAULT-VALUE}).")
    private Sort sort = Sort.TREE;

    @Option(
            names = "--filter",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Show what has this in its name, and what is above and below it.")
    private String filter = "";

    @Option(names = "--flat", description = "Show tasks and tickers in one list.")
    private boolean flat;

    @Option(
            names = "--stack",
            paramLabel = "TASK",
            description = "Show the stack of the tasks with that id, or that have this in their name; of the first 20.")
    private List<String> stacks = new ArrayList<>();

    TopCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (every.compareTo(SHORTEST) < 0) {
            throw new BadArgument("--every: must be at least 100ms");
        }
        if (pid != null) {
            Settings settings = new Settings(pid, every, once, json, sort, filter, flat, stacks);
            return new Top(settings, streams).run();
        }
        if (once || json || !filter.isEmpty() || flat || !stacks.isEmpty()) {
            throw new BadArgument("PID is missing (photons top alone lists those there are)");
        }
        try {
            Jvms.write(new Output(streams.out(), Output.nativeCharset()));
            return 0;
        } catch (IOException e) {
            return Top.cannotWrite(streams, e);
        }
    }

    /** A process. */
    static final class Pid implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            if (text.matches("\\d{1,10}") && Long.parseLong(text) > 0) {
                return Long.valueOf(text);
            }
            throw new BadArgument("'" + Printable.of(text, 80) + "' is not the number of a process");
        }
    }

    /** An order. */
    static final class Order implements ITypeConverter<Sort> {
        @Override
        public Sort convert(String text) {
            for (Sort sort : Sort.values()) {
                if (sort.word().equals(text.toLowerCase(Locale.ROOT))) {
                    return sort;
                }
            }
            throw new BadArgument("'" + Printable.of(text, 80) + "' is none of tree, age, name, state");
        }
    }
}
