package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the README, compiled and run as they stand there. */
class ReadmeTest {

    private static final Pattern PROGRAM = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    private static final String IMPORTS = """
            import static org.assertj.core.api.Assertions.assertThat;
            import io.photons.async.*;
            import io.photons.async.testkit.*;
            import java.time.Duration;
            import java.util.List;
            """;

    @TempDir
    Path folder;

    @Test
    @DisplayName("The first program of the README prints each result")
    void firstProgram() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        String program = programs().get(0).replace("System.out.", "OUT.");
        Class<?> compiled = compile(
                "First",
                "public static java.io.PrintStream OUT;\n"
                        + "static String greet(String name) { return \"hello \" + name; }\n"
                        + "public static void run() throws Exception {\n" + program + "\n}");
        compiled.getField("OUT").set(null, out);
        compiled.getMethod("run").invoke(null);
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactlyInAnyOrder(
                        "ada: Success[value=hello ada]",
                        "bob: Success[value=hello bob]",
                        "eve: Success[value=hello eve]");
    }

    @Test
    @DisplayName("The virtual-time test of the README passes under several seeds")
    void virtualTimeProgram() throws Exception {
        Class<?> compiled = compile(
                "Second",
                programs().get(1)
                        + "\npublic static void run(long seed) throws Exception {"
                        + " VirtualTime.run(seed, time -> new Second().theSlowOneIsCancelled(time)); }");
        for (long seed = 0; seed < 20; seed++) {
            compiled.getMethod("run", long.class).invoke(null, seed);
        }
    }

    private static List<String> programs() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        Matcher matcher = PROGRAM.matcher(readme);
        List<String> programs = matcher.results().map(match -> match.group(1)).toList();
        assertThat(programs).hasSizeGreaterThanOrEqualTo(2);
        return programs;
    }

    private Class<?> compile(String name, String members) throws Exception {
        Path source = folder.resolve(name + ".java");
        Files.writeString(source, IMPORTS + "public class " + name + " {\n" + members + "\n}\n");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        int code = compiler.run(
                null,
                complaints,
                complaints,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                source.toString());
        assertThat(code).as(complaints.toString(StandardCharsets.UTF_8)).isZero();
        // The loader stays open: the compiled class is used after this returns.
        URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, ReadmeTest.class.getClassLoader());
        return loader.loadClass(name);
    }
}
