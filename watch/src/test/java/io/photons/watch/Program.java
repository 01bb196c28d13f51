package io.photons.watch;

import io.photons.terminal.Output;
import io.photons.terminal.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came of the program.
 *
 * @param code its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Program(int code, String out, String err) {

    /** Runs it in this process. */
    static Program run(String... arguments) {
        return runOn("", arguments);
    }

    /** Runs it in this process with something to read. */
    static Program runOn(String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Program written = runInto(out, input, arguments);
        return new Program(written.code, out.toString(Output.nativeCharset()), written.err);
    }

    /** Runs it in this process, writing to a stream of the test's. */
    static Program runInto(OutputStream out, String input, String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        int code = Main.run(new Streams(in, out, errors, false), arguments);
        return new Program(code, "", err.toString(StandardCharsets.UTF_8));
    }

    /** Starts it as a process of its own. */
    static Process start(List<String> options, String... arguments) throws IOException {
        return startBy(List.of(), options, arguments);
    }

    /** Starts it as a process of its own, by a shell that does something first, such as to limit it. */
    static Process startIn(String shell, List<String> options, String... arguments) throws IOException {
        return startBy(List.of("sh", "-c", shell + " && exec \"$@\"", "sh"), options, arguments);
    }

    private static Process startBy(List<String> starter, List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(starter);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
        // What a test adds to the options counts last.
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(options);
        command.add("io.photons.watch.Main");
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    /** The class path with its folders packed, as they are when the program is installed: a jar is opened only once. */
    static String packedClassPath(Path folder) {
        List<String> entries = new ArrayList<>();
        // Maven's own path is one jar that names the others.
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : path.split(File.pathSeparator, -1)) {
            if (Files.isDirectory(Path.of(entry))) {
                String jar = folder.resolve(entries.size() + ".jar").toString();
                ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
                if (tool.run(System.out, System.err, "--create", "--file", jar, "-C", entry, ".") != 0) {
                    throw new IllegalStateException("cannot pack " + entry);
                }
                entries.add(jar);
            } else {
                entries.add(entry);
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    /** Sends a signal to a process. */
    static void signal(Process process, String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
        if (!kill.waitFor(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("kill did not end");
        }
        // Guards against a process that ends by itself just before: there is nobody left to signal then.
        if (kill.exitValue() != 0 && !process.waitFor(5, TimeUnit.SECONDS)) {
            throw new IllegalStateException("kill did not reach a process that runs");
        }
    }

    /** The lines of standard output, read as JSON. */
    List<JsonNode> json() {
        return json(out);
    }

    static List<JsonNode> json(String text) {
        return text.lines().map(JsonMapper.shared()::readTree).toList();
    }
}
