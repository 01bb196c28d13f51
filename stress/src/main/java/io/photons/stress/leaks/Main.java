package io.photons.stress.leaks;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The entry point of {@code photons leaks}. */
public final class Main {

    private static final int USAGE = 2;

    private Main() {}

    /**
     * Runs the command and exits with its code: 0 if nothing leaks, 1 if something does, 2 for a wrong command line.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new LeaksCommand(System.out))
                .setParameterExceptionHandler((e, arguments) -> usageError(e))
                .execute(args));
    }

    private static int usageError(ParameterException e) {
        String message = String.valueOf(e.getMessage());
        String line = message.lines().findFirst().orElse(message);
        System.err.println("photons leaks: " + line.substring(0, 1).toLowerCase(Locale.ROOT) + line.substring(1));
        return USAGE;
    }
}
