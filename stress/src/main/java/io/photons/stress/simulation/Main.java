package io.photons.stress.simulation;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The entry point of {@code photons simulate}. */
public final class Main {

    private static final int USAGE = 2;

    private Main() {}

    /**
     * Runs the command and exits with its code: 0 if every seed held, 1 if one did not, 2 for a wrong command line.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        // Not an ordinary exit: what a broken library has left behind must not hold up the end.
        int code = new CommandLine(new SimulateCommand(System.out))
                .setParameterExceptionHandler((e, arguments) -> usageError(e))
                .execute(args);
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(code);
    }

    private static int usageError(ParameterException e) {
        String message = String.valueOf(e.getMessage());
        String line = message.lines().findFirst().orElse(message);
        System.err.println("photons simulate: " + line.substring(0, 1).toLowerCase(Locale.ROOT) + line.substring(1));
        return USAGE;
    }
}
