package io.photons.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Under stress")
class RacesTest {

    private static final boolean SHORT = "short".equals(System.getProperty("stress.mode"));

    /** All races; one that the harness leaves out, as for want of processors, must not pass for one that holds. */
    private static final List<String> RACES = List.of(
            "ChildRace",
            "HolderRace",
            "InterruptRace",
            "LastResultRace",
            "PublicationRace",
            "RemovalRace",
            "RoundsRace",
            "StreamEndRace",
            "TaskErrorRace",
            "WinnersRace");

    @TempDir
    Path directory;

    @Test
    @DisplayName("F1 F3 F10 F13 F21 H7 S6 S7 T3 T5 no forbidden outcome is observed")
    void noForbiddenOutcomeIsObserved() throws Exception {
        var ended = races(RACES, SHORT ? 500 : 1_000, SHORT ? 1 : 3);

        for (var race : RACES) {
            assertThat(ended.text()).contains("[OK] io.photons.stress.races." + race);
        }
        // In the long form each race is planned once for each combination of compilers.
        assertThat(ended.text())
                .containsPattern("Results: (\\d+) planned; \\1 passed, 0 failed, 0 soft errs, 0 hard errs");
        assertThat(ended.code()).as(ended.text()).isZero();
        System.out.println(RACES.size() + " races hold");
    }

    /** Bugs that can be planted together, as each breaks another race. */
    static Stream<Map<String, PlantedBug>> bugs() {
        return Stream.of(
                new TreeMap<>(
                        Map.of(
                                "ChildRace",
                                new PlantedBug(
                                        "a child does not look whether its parent has ended",
                                        "ChildFuture.java",
                                        "return settleFromAbove(seen);",
                                        "return seen;"),
                                "HolderRace",
                                new PlantedBug(
                                        "a job is let in after the close",
                                        "Scope.java",
                                        "            if (stage == Stage.CLOSED) {\n                return false;\n            }\n",
                                        ""),
                                "RemovalRace",
                                new PlantedBug(
                                        "a removal that comes after the end says that it did not",
                                        "Deferred.java",
                                        "if (STATE.compareAndSet(round, seen, null)) {",
                                        "if (STATE.compareAndSet(round, seen, null) || round.state != null) {"),
                                "StreamEndRace",
                                new PlantedBug(
                                        "the iteration ends with results on the stream",
                                        "ResultStreamer.java",
                                        "            boolean sealed = queue.isSealed();\n            Result<V, C> result = queue.poll();\n",
                                        "            boolean sealed = queue.isSealed();\n            Result<V, C> result = sealed ? null : queue.poll();\n"),
                                "TaskErrorRace",
                                new PlantedBug(
                                        "an error is written after the end",
                                        "Job.java",
                                        "        work = end == Failed.ELSEWHERE ? error : null;\n        end(Objects.requireNonNull(end), true);\n",
                                        "        end(Objects.requireNonNull(end), true);\n        work = end == Failed.ELSEWHERE ? error : null;\n"))),
                new TreeMap<>(Map.of(
                        "InterruptRace",
                        new PlantedBug(
                                "the end does not wait for a canceller",
                                "Job.java",
                                "if (move(RUNNING, ENDING) || move(INTERRUPTED, ENDING)) {",
                                "if (move(RUNNING, ENDING) || move(INTERRUPTED, ENDING) || move(INTERRUPTING, ENDING)) {"),
                        "LastResultRace",
                        new PlantedBug(
                                "the iteration ends while work runs",
                                "ResultStreamer.java",
                                "return noMoreWork && finish(() -> queue.size() == 0);",
                                "return noMoreWork;"),
                        "RoundsRace",
                        new PlantedBug(
                                "who waited tells of the round of now",
                                "Deferred.java",
                                "        round.await(AsyncRuntime.NO_DEADLINE);\n        return round.report();\n",
                                "        round.await(AsyncRuntime.NO_DEADLINE);\n        return round().report();\n"))),
                new TreeMap<>(
                        Map.of(
                                "PublicationRace",
                                new PlantedBug(
                                        "a callback is called before the end",
                                        "Deferred.java",
                                        "        if (!round.register(registration)) {\n",
                                        "        if (true) {\n"),
                                "WinnersRace",
                                new PlantedBug(
                                        "a promise is cancelled in two steps",
                                        "Promise.java",
                                        "        return end(cancellation, false);\n",
                                        "        boolean pending = ended() == null;\n        end(cancellation, false);\n        return pending;\n"))));
    }

    @ParameterizedTest
    @MethodSource("bugs")
    @DisplayName("planted bugs are seen, each by its own race")
    void plantedBugsAreSeen(Map<String, PlantedBug> bugs) throws Exception {
        bugs.values().forEach(bug -> bug.compile(ChildJvm.SOURCES, ChildJvm.CLASS_PATH, directory));

        var ended = races(List.copyOf(bugs.keySet()), 500, 1);

        for (var race : bugs.keySet()) {
            assertThat(ended.text()).contains("[FAILED] io.photons.stress.races." + race);
        }
        assertThat(ended.text())
                .contains("(Results: %1$d planned; 0 passed, %1$d failed, 0 soft errs, 0 hard errs)"
                        .formatted(bugs.size()));
        assertThat(ended.code()).isNotZero();
    }

    private ChildJvm.Ended races(List<String> races, int millis, int times) throws Exception {
        var names = races.stream().collect(Collectors.joining("|", ".*\\.(", ")"));
        var arguments = new ArrayList<String>(List.of("-v", "-t", names, "-m", "sanity", "-r", directory.toString()));
        arguments.addAll(List.of("-time", String.valueOf(millis), "-iters", String.valueOf(times), "-f", "1"));
        arguments.addAll(List.of("-strideSize", "50", "-strideCount", "10", "-af", "NONE"));
        if (SHORT) {
            // One JVM for each race, not one for each combination of compilers.
            arguments.addAll(List.of("-sc", "false", "-jvmArgs", "-Xmx256m -XX:+UseSerialGC"));
        }
        var limit = Duration.ofMinutes(SHORT ? 5 : 240);
        var options = List.of("--enable-native-access=ALL-UNNAMED");
        return new ChildJvm(directory, options).run(limit, "org.openjdk.jcstress.Main", arguments);
    }
}
