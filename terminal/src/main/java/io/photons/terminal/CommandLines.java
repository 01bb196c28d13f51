package io.photons.terminal;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs a command as its command line asks; what is wrong with one is said in a line. */
public final class CommandLines {

    /** The exit code of a command line that is wrong. */
    public static final int USAGE = 2;

    private static final int LONGEST_LINE = 400;

    private CommandLines() {}

    /**
     * Runs a command and returns its exit code.
     *
     * @param name what the user calls the program
     * @param argument what stands for an argument that is no option
     * @param command the command, annotated for picocli
     * @param streams the process's
     * @param args the arguments
     * @return the exit code
     */
    public static int run(String name, String argument, Object command, Streams streams, String... args) {
        Charset charset = Output.nativeCharset();
        return new CommandLine(command)
                // An argument may begin with one: it is a list then, and not of arguments.
                .setExpandAtFiles(false)
                .setOut(new PrintWriter(streams.out(), true, charset))
                .setErr(new PrintWriter(streams.err(), true, charset))
                .setParameterExceptionHandler((e, arguments) -> usageError(name, streams, say(e, argument)))
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    if (e instanceof BadArgument) {
                        return usageError(name, streams, String.valueOf(e.getMessage()));
                    }
                    throw e;
                })
                .execute(args);
    }

    private static int usageError(String name, Streams streams, String message) {
        streams.err().println(name + ": " + Printable.of(message, LONGEST_LINE));
        return USAGE;
    }

    private static String say(ParameterException e, String argument) {
        if (e.getCause() instanceof BadArgument bad && e.getArgSpec() != null) {
            String what =
                    e.getArgSpec() instanceof CommandLine.Model.OptionSpec option ? option.longestName() : argument;
            return what + ": " + bad.getMessage();
        }
        if (e instanceof UnmatchedArgumentException unmatched) {
            return "unknown option '" + unmatched.getUnmatched().getFirst() + "' (--help lists them)";
        }
        String message = String.valueOf(e.getMessage());
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }

    /**
     * Says what {@code --version} prints.
     *
     * @param name what the user calls the program
     * @param program a class of it
     * @return the words
     */
    public static String[] version(String name, Class<?> program) {
        String version = program.getPackage().getImplementationVersion();
        return new String[] {name + " " + (version == null ? "(not packaged)" : version)};
    }

    /** A duration. */
    public static final class DurationArgument implements ITypeConverter<Duration> {

        /** Makes one. */
        public DurationArgument() {}

        @Override
        public Duration convert(String text) {
            return Durations.parse(text);
        }
    }

    /** A whole number from 1. */
    public static final class Count implements ITypeConverter<Integer> {

        /** Makes one. */
        public Count() {}

        @Override
        public Integer convert(String text) {
            if (text.matches("\\d{1,9}") && Integer.parseInt(text) > 0) {
                return Integer.valueOf(text);
            }
            throw new BadArgument("'" + Printable.of(text, 80) + "' is not a whole number from 1");
        }
    }
}
