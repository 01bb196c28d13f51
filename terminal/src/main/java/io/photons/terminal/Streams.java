package io.photons.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * What connects the program with the world.
 *
 * @param in standard input
 * @param out standard output, telling its errors
 * @param err standard error
 * @param ownsProcess whether signals and the terminal are the program's to take
 */
public record Streams(InputStream in, OutputStream out, PrintStream err, boolean ownsProcess) {

    /** Those of this process. */
    public static Streams ofProcess() {
        return new Streams(System.in, new FileOutputStream(FileDescriptor.out), System.err, true);
    }
}
