package io.photons.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

    /** How long a race is run, step by step, until enough was seen of it; a busy machine needs more than the first. */
    private static final List<Integer> STEPS_MILLIS =
            SHORT ? List.of(500, 2_000, 8_000, 32_000) : List.of(1_000, 4_000, 16_000, 64_000);

    /** A race that was run less often has shown nothing. */
    private static final long ENOUGH = 10_000;

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
        var samples = new TreeMap<String, Long>();
        var left = RACES;
        for (var step = 0; step < STEPS_MILLIS.size() && !left.isEmpty(); step++) {
            var ended = races(left, STEPS_MILLIS.get(step), SHORT ? 1 : 3);
            var report = RaceReport.of(ended.text());

            assertThat(report.samples()).as(ended.text()).containsOnlyKeys(left);
            assertThat(report.failed()).as(ended.text()).isEmpty();
            // In the long form each race is planned once for each combination of compilers.
            assertThat(ended.text())
                    .containsPattern("Results: (\\d+) planned; \\1 passed, 0 failed, 0 soft errs, 0 hard errs");
            assertThat(ended.code()).as(ended.text()).isZero();
            report.samples().forEach((race, count) -> samples.merge(race, count, Long::sum));
            left = RACES.stream().filter(race -> samples.get(race) < ENOUGH).toList();
        }
        assertThat(left).as("races that were hardly run: " + samples).isEmpty();
        System.out.println("Races hold, so many times: " + samples);
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
                                        "            if (sealed) {\n                continue;\n",
                                        "            if (sealed) {\n                return null;\n"),
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

        Set<String> hidden = new TreeSet<>(bugs.keySet());
        for (var step = 0; step < STEPS_MILLIS.size() && !hidden.isEmpty(); step++) {
            var ended = races(List.copyOf(hidden), STEPS_MILLIS.get(step), 1);
            hidden.removeAll(RaceReport.of(ended.text()).failed());
        }
        assertThat(hidden).as("races whose planted bugs were never seen").isEmpty();
    }

    /** A test of these tests: the report is read right. */
    @Test
    void aReportTellsHowOftenEachRaceWasRunAndWhichFailed() {
        var report = RaceReport.of("""
                .......... [FAILED] io.photons.stress.races.ChildRace
                       RESULT  SAMPLES     FREQ      EXPECT  DESCRIPTION
                        1, -1      500  100.00%   Forbidden  No default case provided
                RUN RESULTS:
                  Failed tests: 1 matching test results.
                .......... [FAILED] io.photons.stress.races.ChildRace
                  Results across all configurations:
                       RESULT  SAMPLES     FREQ      EXPECT  DESCRIPTION
                         0, 1    1,500   <0.01%  Acceptable
                        1, -1      500  100.00%   Forbidden  No default case provided
                  All remaining tests: 1 matching test results.
                .......... [OK] io.photons.stress.races.HolderRace
                       RESULT  SAMPLES     FREQ      EXPECT  DESCRIPTION
                  false, true   14,437   40.88%  Acceptable  Refused.
                """);

        assertThat(report.samples()).isEqualTo(Map.of("ChildRace", 2_000L, "HolderRace", 14_437L));
        assertThat(report.failed()).containsExactly("ChildRace");
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
        // A guard against a hang alone: many times what it takes on a busy machine.
        var limit = Duration.ofMinutes(SHORT ? 60 : 600);
        var options = List.of("--enable-native-access=ALL-UNNAMED");
        return new ChildJvm(directory, options).run(limit, "org.openjdk.jcstress.Main", arguments);
    }
}
