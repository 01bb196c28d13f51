package io.photons.stress;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM with the class path of the test that starts it, and before that a directory in which a broken copy of the library
 * may lie ({@link PlantedBug#compile}).
 *
 * @param directory where it runs and writes, and looks for classes first
 * @param options what the JVM is started with
 */
public record ChildJvm(Path directory, List<String> options) {

    /** The root of the library's sources. */
    public static final Path SOURCES = Path.of(System.getProperty("photons.core.sources"));
    /** What this test runs with. */
    public static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    /**
     * What it ended with.
     *
     * @param code its exit code
     * @param text what it printed
     */
    public record Ended(int code, String text) {}

    /**
     * Runs a program to its end; one that takes longer than its limit is stopped, with all that it started.
     *
     * @throws IllegalStateException if it took too long
     */
    public Ended run(Duration limit, String program, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", directory + File.pathSeparator + CLASS_PATH, program));
        command.addAll(arguments);
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(
                        program + " took longer than " + limit + ":\n" + Files.readString(output));
            }
            return new Ended(process.exitValue(), Files.readString(output));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
