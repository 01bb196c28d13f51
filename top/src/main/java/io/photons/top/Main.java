package io.photons.top;

import io.photons.terminal.CommandLines;
import io.photons.terminal.Streams;

/** The entry point of {@code photons top}. */
public final class Main {

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
        return CommandLines.run("photons top", "PID", new TopCommand(streams), streams, args);
    }
}
