package io.photons.stress.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.stress.PlantedBug;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Leaks")
class LeaksTest {

    private static final Path SOURCES = Path.of(System.getProperty("photons.core.sources"));
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    @TempDir
    Path directory;

    @Test
    @DisplayName("F5 H5 E1 nothing is left of children, callbacks, tasks, results, time-outs and tickers")
    void nothingIsLeft() throws Exception {
        Run run = run(CLASS_PATH);
        assertThat(run.output()).doesNotContain("LEAK").contains("tickers opened");
        assertThat(run.code()).isZero();
    }

    static List<PlantedBug> bugs() {
        return List.of(
                new PlantedBug(
                        "children made and ended on one parent",
                        "ChildFuture.java",
                        "parent.unregister(link);",
                        "// left there"),
                new PlantedBug("time-outs that did not strike", "Timeout.java", "timer.cancel();", "// left there"),
                new PlantedBug(
                        "callbacks added to one future and removed",
                        "Registrations.java",
                        "removed.chain = null;",
                        "KEPT.add(removed); } private static final java.util.List<Object> KEPT ="
                                + " java.util.Collections.synchronizedList(new ArrayList<>()); static {"));
    }

    @ParameterizedTest
    @MethodSource("bugs")
    @DisplayName("a planted leak is seen, where it is")
    void aPlantedLeakIsSeen(PlantedBug bug) throws Exception {
        bug.compile(SOURCES, CLASS_PATH, directory);
        Run run = run(directory + File.pathSeparator + CLASS_PATH);
        assertThat(run.output().lines().filter(line -> line.endsWith("LEAK")))
                .as(run.output())
                .anyMatch(line -> line.startsWith(bug.name()));
        assertThat(run.code()).isOne();
    }

    private record Run(int code, String output) {}

    private static Run run(String classPath) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        classPath,
                        "io.photons.stress.leaks.Main",
                        "--count",
                        "50000")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}
