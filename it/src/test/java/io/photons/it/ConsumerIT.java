package io.photons.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolvedModule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs after the jars are built, and looks at nothing else: what a user would do with the tools of a JDK alone. */
@DisplayName("A user's program")
class ConsumerIT {

    private static final Path SOURCES = Published.ROOT.resolve("it/consumer/src");
    private static final List<String> CHECKED = List.of("--release", "21", "-Xlint:all", "-Werror");
    private static final String DONE = "held 6\nstreamed 60 and 1 error\nticked 3\nin module ";

    @TempDir
    Path directory;

    @Test
    @DisplayName("runs on the class path")
    void runsOnTheClassPath() throws Exception {
        var main = SOURCES.resolve("main/java/consumer/Main.java");
        compile(jar("photons-async"), main);

        assertThat(java("-cp", path(out(), jar("photons-async")), "consumer.Main"))
                .isEqualTo(DONE + "null\n");
    }

    @Test
    @DisplayName("runs on the module path")
    void runsOnTheModulePath() throws Exception {
        compileModule();

        assertThat(java("-p", path(out(), jar("photons-async")), "-m", "consumer/consumer.Main"))
                .isEqualTo(DONE + "io.photons.async\n");
    }

    @Test
    @DisplayName("runs in an image that has nothing but java.base besides")
    void runsInASmallImage() throws Exception {
        var java = image("consumer");

        assertThat(run(java, "--list-modules").lines().map(line -> line.split("@", -1)[0]))
                .containsExactlyInAnyOrder("java.base", "consumer", "io.photons.async");
        assertThat(run(java, "-m", "consumer/consumer.Main")).isEqualTo(DONE + "io.photons.async\n");
    }

    @Test
    @DisplayName("runs in an image that has the modules of the JDK that are optional")
    void runsInAnImageWithOptionalModules() throws Exception {
        var java = image("consumer,java.management,jdk.jfr");

        assertThat(run(java, "--list-modules")).contains("java.management", "jdk.jfr");
        assertThat(run(java, "-m", "consumer/consumer.Main")).isEqualTo(DONE + "io.photons.async\n");
    }

    @Test
    @DisplayName("uses the test kit on the class path, without JUnit")
    void usesTheTestKitWithoutJUnit() throws Exception {
        var classPath = path(jar("photons-async"), jar("photons-async-testkit"));
        var main = SOURCES.resolve("kit/java/kit/WithoutJUnit.java");
        compile(classPath, main);

        assertThat(java("-cp", path(out(), classPath), "kit.WithoutJUnit")).isEqualTo("done after PT2H\n");
    }

    @Test
    @DisplayName("finds all that is published to be modules, and what they require beside them")
    void findsModules() throws Exception {
        var names = new ArrayList<String>();
        for (var published : Published.all()) {
            for (var found : ModuleFinder.of(Path.of(jar(published.artifact()))).findAll()) {
                assertThat(found.descriptor().isAutomatic()).as("%s", found).isFalse();
                names.add(found.descriptor().name());
            }
        }
        var libraries = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(Files::isRegularFile)
                .toArray(Path[]::new);

        var resolved =
                ModuleLayer.boot().configuration().resolveAndBind(ModuleFinder.of(libraries), ModuleFinder.of(), names);

        assertThat(names).hasSameSizeAs(Published.all());
        assertThat(resolved.modules()).extracting(ResolvedModule::name).containsAll(names);
    }

    private void compile(String classPath, Path source) {
        var line = new ArrayList<Object>(CHECKED);
        line.addAll(List.of("-cp", classPath, "-d", out(), source));
        tool("javac", line.toArray());
    }

    private void compileModule() throws Exception {
        try (var sources = Files.walk(SOURCES.resolve("main/java"))) {
            var line = new ArrayList<Object>(CHECKED);
            line.addAll(List.of("-p", jar("photons-async"), "-d", out()));
            line.addAll(
                    sources.filter(file -> file.toString().endsWith(".java")).toList());
            tool("javac", line.toArray());
        }
    }

    /** Links an image and returns its launcher. */
    private String image(String modules) throws Exception {
        compileModule();
        var image = directory.resolve("image");
        tool("jlink", "-p", path(out(), jar("photons-async")), "--add-modules", modules, "--output", image);
        return image.resolve("bin/java").toString();
    }

    private String out() {
        return directory.resolve("out").toString();
    }

    private static String path(String... entries) {
        return String.join(File.pathSeparator, entries);
    }

    private static String jar(String artifact) throws IOException {
        var jar = Published.all().stream()
                .filter(each -> each.artifact().equals(artifact))
                .findAny()
                .orElseThrow()
                .jar();
        assertThat(jar).isRegularFile();
        return jar.toString();
    }

    /** Runs a tool of this JDK within this JVM. */
    private static void tool(String name, Object... line) {
        var output = new StringWriter();
        var writer = new PrintWriter(output);
        var code = ToolProvider.findFirst(name)
                .orElseThrow()
                .run(writer, writer, Arrays.stream(line).map(Object::toString).toArray(String[]::new));
        assertThat(code).as("%s %s: %s", name, Arrays.toString(line), output).isZero();
    }

    /** Runs a program on this JVM's JDK. */
    private String java(String... line) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return run(Stream.concat(Stream.of(java), Arrays.stream(line)).toArray(String[]::new));
    }

    private String run(String... command) throws Exception {
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s: %s", Arrays.toString(command), output)
                .isZero();
        return output;
    }
}
