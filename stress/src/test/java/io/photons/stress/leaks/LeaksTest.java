package io.photons.stress.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.stress.ChildJvm;
import io.photons.stress.PlantedBug;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Leaks")
class LeaksTest {

    @TempDir
    Path directory;

    @Test
    @DisplayName("F5 H5 E1 nothing is left of children, callbacks, tasks, results, time-outs and tickers")
    void nothingIsLeft() throws Exception {
        var ended = run();
        assertThat(ended.text()).doesNotContain("LEAK").contains("tickers opened");
        assertThat(ended.code()).isZero();
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
        bug.compile(ChildJvm.SOURCES, ChildJvm.CLASS_PATH, directory);
        var ended = run();
        assertThat(ended.text().lines().filter(line -> line.endsWith("LEAK")))
                .as(ended.text())
                .anyMatch(line -> line.startsWith(bug.name()));
        assertThat(ended.code()).isOne();
    }

    private ChildJvm.Ended run() throws Exception {
        return new ChildJvm(directory, List.of("-Xmx512m"))
                .run(Duration.ofHours(1), "io.photons.stress.leaks.Main", List.of("--count", "50000"));
    }
}
