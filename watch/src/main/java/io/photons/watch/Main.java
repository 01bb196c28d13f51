package io.photons.watch;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point of {@code photons watch}. */
public final class Main {

    /** The exit code of a command line that is wrong. */
    static final int USAGE = 2;

    private static final int LONGEST_LINE = 400;

    private Main() {}

    /**
     * Runs the command and exits with its code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(run(Streams.ofProcess(), args));
    }

    /** Runs the command and returns its exit code. */
    static int run(Streams streams, String... args) {
        Charset charset = Output.nativeCharset();
        return new CommandLine(new WatchCommand(streams))
                // A target may begin with one: it is a list of targets then, not of arguments.
                .setExpandAtFiles(false)
                .setOut(new PrintWriter(streams.out(), true, charset))
                .setErr(new PrintWriter(streams.err(), true, charset))
                .setParameterExceptionHandler((e, arguments) -> usageError(streams, say(e)))
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    if (e instanceof BadArgument) {
                        return usageError(streams, String.valueOf(e.getMessage()));
                    }
                    throw e;
                })
                .execute(args);
    }

    private static int usageError(Streams streams, String message) {
        streams.err().println("photons watch: " + Printable.of(message, LONGEST_LINE));
        return USAGE;
    }

    private static String say(ParameterException e) {
        if (e.getCause() instanceof BadArgument bad && e.getArgSpec() != null) {
            return optionName(e) + ": " + bad.getMessage();
        }
        if (e instanceof UnmatchedArgumentException unmatched) {
            return "unknown option '" + unmatched.getUnmatched().getFirst() + "' (--help lists them)";
        }
        String message = String.valueOf(e.getMessage());
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }

    private static String optionName(ParameterException e) {
        return e.getArgSpec() instanceof CommandLine.Model.OptionSpec option ? option.longestName() : "TARGET";
    }
}
