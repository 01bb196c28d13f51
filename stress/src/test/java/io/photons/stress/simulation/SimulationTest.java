package io.photons.stress.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.stress.ChildJvm;
import io.photons.stress.PlantedBug;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class SimulationTest {

    /** Within so many seeds a planted bug must be found. */
    private static final int ENOUGH = 1000;

    @TempDir
    Path directory;

    @Test
    void differentSeedsDrawDifferentPrograms() {
        List<Long> hashes = new ArrayList<>();
        for (long seed = 0; seed < 50; seed++) {
            hashes.add(Simulation.judge(seed).hash());
        }
        assertThat(hashes).doesNotHaveDuplicates();
    }

    @Test
    void theProgramsDrawAllThatThereIs() {
        StringBuilder seen = new StringBuilder();
        for (long seed = 1; seed <= 200; seed++) {
            Program.run(seed).journal().lines().forEach(seen::append);
        }
        assertThat(seen)
                .contains(Stream.of(Piece.Kind.values())
                        .filter(kind -> kind != Piece.Kind.MAIN)
                        .map(kind -> "added as " + kind)
                        .toList())
                .contains(Stream.of(Call.Way.values())
                        .map(way -> "came back: " + way)
                        .toList())
                .contains(Stream.of(Wait.Kind.values())
                        .map(kind -> "waits: " + kind)
                        .toList())
                .contains(Stream.of(Ticking.Act.values()).map(Enum::name).toList())
                .contains(
                        "fail-fast",
                        " limit ",
                        " capacity ",
                        " grace ",
                        "catching ALL",
                        "catching EXCEPTIONS",
                        "left by",
                        "is a straggler",
                        "emitted",
                        "may not emit",
                        "iteration ended",
                        "refuses a task",
                        "child of f",
                        "reset by force",
                        "cancelParent",
                        "removeCallback");
    }

    static List<PlantedBug> bugs() {
        return PlantedBugs.ALL;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bugs")
    @Execution(ExecutionMode.CONCURRENT)
    void aPlantedBugIsFound(PlantedBug bug) throws Exception {
        bug.compile(ChildJvm.SOURCES, ChildJvm.CLASS_PATH, directory);
        var options = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m");
        var arguments = List.of("--seeds", String.valueOf(ENOUGH), "--first", "--json");

        var ended = new ChildJvm(directory, options).run(Duration.ofHours(1), Main.class.getName(), arguments);

        assertThat(ended.code()).as(ended.text()).isEqualTo(1);
        assertThat(ended.text()).contains("\"holds\":false");
        System.out.println("Found: " + bug.name() + ": "
                + ended.text()
                        .lines()
                        .filter(line -> line.startsWith("{\"from\""))
                        .findFirst()
                        .orElse("a hang"));
    }

    // ---- the command

    private static int execute(ByteArrayOutputStream out, String... arguments) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new CommandLine(new SimulateCommand(stream))
                .setParameterExceptionHandler((e, given) -> 2)
                .execute(arguments);
    }

    @Test
    void theCommandReplaysOneSeedWithItsTrace() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(execute(out, "--seed", "7")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("main", "begins", "seed 7 holds");
    }

    @Test
    void theCommandTellsHowManySeedsHeld() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(execute(out, "--from", "5", "--seeds", "20", "--jobs", "2")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("20 seeds from 5 on", "20 held, 0 failed");
    }

    @ParameterizedTest
    @MethodSource("wrongLines")
    void aWrongCommandLineIsRefused(List<String> line) {
        assertThat(execute(new ByteArrayOutputStream(), line.toArray(String[]::new)))
                .isEqualTo(2);
    }

    static List<List<String>> wrongLines() {
        return List.of(
                List.of("--seeds", "0"),
                List.of("--seeds", "many"),
                List.of("--jobs", "0"),
                List.of("--jobs", "1000000"),
                List.of("--from", String.valueOf(Long.MAX_VALUE)),
                List.of("--nothing"),
                List.of("what"));
    }
}
