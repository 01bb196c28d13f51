package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program in a JVM of its own, for what one cannot do to the JVM of the tests. */
final class ChildJvm implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 45;

    /** The bits of the signals 1 and 2 in what Linux tells of a process. */
    private static final long HUP_AND_INT = 0b11;

    private final Process process;
    private final Path out;
    private final Path errors;

    private ChildJvm(Process process, Path out, Path errors) {
        this.process = process;
        this.out = out;
        this.errors = errors;
    }

    /** Starts the main method of a class that needs the library alone. */
    static ChildJvm start(Class<?> program, List<String> options) throws IOException {
        return start(program, options, "");
    }

    /** The same with something more on its class path. */
    static ChildJvm start(Class<?> program, List<String> options, String more) throws IOException {
        List<String> where = new ArrayList<>(options);
        where.add("-cp");
        where.add(String.join(
                System.getProperty("path.separator"),
                home(Async.class).toString(),
                home(program).toString(),
                more));
        return start(program.getName(), where);
    }

    /** Starts it with the library as a module. */
    static ChildJvm startWithModule(Class<?> program, List<String> options) throws IOException {
        List<String> where = new ArrayList<>(options);
        where.addAll(List.of("--module-path", home(Async.class).toString(), "--add-modules", "io.photons.async"));
        where.addAll(List.of("-cp", home(program).toString()));
        return start(program.getName(), where);
    }

    private static ChildJvm start(String program, List<String> options) throws IOException {
        Path out = Files.createTempFile("photons-child", ".out");
        Path errors = Files.createTempFile("photons-child", ".err");
        List<String> command = new ArrayList<>(signalsAsUsual());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add(program);
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start();
        return new ChildJvm(process, out, errors);
    }

    /**
     * What is to come before the command so that the program does not ignore what this process ignores: whoever starts a
     * build in the background has it ignore SIGINT or SIGHUP, and a JVM leaves it at that.
     */
    private static List<String> signalsAsUsual() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return List.of();
        }
        long ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(
                        line.substring("SigIgn:".length()).strip(), 16))
                .findAny()
                .orElse(0);
        return (ignored & HUP_AND_INT) == 0 ? List.of() : List.of("env", "--default-signal=HUP,INT");
    }

    private static Path home(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Waits for a line of output. */
    void awaitLine(String line) {
        Real.await(line, () -> out().contains(line) || !process.isAlive());
        assertThat(out()).as("output; errors: %s", errors()).contains(line);
    }

    /** Waits for the end of the program, and tells how it ended. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("the program ended; output: %s, errors: %s", out(), errors())
                .isTrue();
        return process.exitValue();
    }

    List<String> out() {
        return read(out);
    }

    List<String> errors() {
        return read(errors);
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        Files.delete(out);
        Files.delete(errors);
    }
}
