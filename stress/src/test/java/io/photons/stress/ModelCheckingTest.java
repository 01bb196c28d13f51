package io.photons.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.ModelCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Model checking")
class ModelCheckingTest {

    /** Where what is seen may be either, as it depends on who comes second. */
    private static final String BROKEN = " is broken: ";

    private static final String WRONG = "= Invalid execution results =";
    private static final String HUNG = "= The execution has hung";
    private static final boolean SHORT = "short".equals(System.getProperty("stress.mode"));

    /** Small JVMs that start quickly; what the model checker does is not worth the better compiler. */
    private static final List<String> OPTIONS =
            List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+EnableDynamicAgentLoading");

    /** How often each scenario is tried in search of a planted bug, until it is seen. */
    private static final List<Integer> TRIES = List.of(60, 240, 960, 3_840);

    /** After what time one try has hung; long, where nothing is to hang however busy the machine is. */
    private static final Duration HANG = Duration.ofMinutes(2);

    private static final Duration PLANTED_HANG = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(ModelCheck.class)
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName(
            "F1 F3 F20 H2 H5 H7 S2 S6 S7 S9 S10 S13 W5 every answer of futures, holders and streams fits one order")
    void everyAnswerFitsOneOrder(ModelCheck target) throws Exception {
        var ended = check(target, SHORT ? 0 : 50, SHORT ? 60 : 4_800, HANG);

        assertThat(ended.code()).as(ended.text()).isZero();
        assertThat(ended.text()).contains(target + " holds: ");
        ended.text().lines().filter(line -> line.startsWith(target.name())).forEach(System.out::println);
    }

    static Stream<Arguments> bugs() {
        return Stream.of(
                Arguments.of(
                        ModelCheck.PROMISE,
                        new PlantedBug(
                                "a callback is added to a list that was taken",
                                "Registrations.java",
                                "return taken || owner.rawState() != this;",
                                "return false;"),
                        WRONG),
                Arguments.of(
                        ModelCheck.PROMISE,
                        new PlantedBug(
                                "a removal that comes after the end says that it did not",
                                "Deferred.java",
                                "if (STATE.compareAndSet(round, seen, null)) {",
                                "if (STATE.compareAndSet(round, seen, null) || round.state != null) {"),
                        WRONG),
                Arguments.of(
                        ModelCheck.PROMISE,
                        new PlantedBug(
                                "a waiter that comes when all were woken sleeps all the same",
                                "Deferred.java",
                                "            if (register(waiter)) {\n                while (ended() == null) {",
                                "            register(waiter);\n            {\n                for (boolean slept = false; !slept || ended() == null; slept = true) {"),
                        HUNG),
                Arguments.of(
                        ModelCheck.RESETTABLE,
                        new PlantedBug(
                                "who is refused by a round that was reset is refused for good",
                                "Promise.java",
                                "while (!first && round() != round)",
                                "while (false)"),
                        WRONG),
                Arguments.of(
                        ModelCheck.HOLDER,
                        new PlantedBug(
                                "adding asks whether the holder is closed before it has the lock",
                                "Scope.java",
                                "lock();\n        boolean closed = stage == Stage.CLOSED;",
                                "boolean closed = stage == Stage.CLOSED;\n        lock();"),
                        WRONG),
                Arguments.of(
                        ModelCheck.HOLDER,
                        new PlantedBug(
                                "a job is let go outside the lock",
                                "Scope.java",
                                "lock();\n            try {\n                boolean held = counts ? roster.remove(job, ran) : roster.removeUncounted(job);",
                                "boolean held = counts ? roster.remove(job, ran) : roster.removeUncounted(job);\n            lock();\n            try {"),
                        WRONG),
                Arguments.of(
                        ModelCheck.LEAVING,
                        new PlantedBug("who lets go looks for a close before it has let go", "Scope.java", """
                                mayBeLast = roster.leave(job, job.ranMillis());
                                        } finally {
                                            if (mayBeLast) {""", """
                                mayBeLast = isEndAwaited() || stage == Stage.CLOSING;
                                            roster.leave(job, job.ranMillis());
                                        } finally {
                                            if (mayBeLast) {"""),
                        HUNG),
                Arguments.of(
                        ModelCheck.LEAVING,
                        new PlantedBug(
                                "of two that leave a row at once one is not marked",
                                "Row.java",
                                "} while (!MARKS.compareAndSet(this, seen, (seen | bit) + note));",
                                "} while (false);\n        marks = (seen | bit) + note;"),
                        BROKEN),
                Arguments.of(
                        ModelCheck.QUEUE,
                        new PlantedBug(
                                "a consumer does not look again before it sleeps",
                                "ResultQueue.java",
                                "size() > 0 || isSealed() || !nothingElse",
                                "isSealed() || !nothingElse"),
                        HUNG),
                Arguments.of(
                        ModelCheck.QUEUE,
                        new PlantedBug(
                                "a slot is filled before its number is drawn",
                                "ResultQueue.java",
                                "if (chunk != null && tail.move(seen, seen + 2)) {",
                                """
                                if (chunk != null) {
                                    SLOT.setRelease(chunk.slots, (int) (number - chunk.base), result);
                                }
                                if (chunk != null && tail.move(seen, seen + 2)) {"""),
                        WRONG),
                Arguments.of(
                        ModelCheck.QUEUE,
                        new PlantedBug(
                                "two consumers take the same result",
                                "ResultQueue.java",
                                "if (result != null && head.move(number, number + 1)) {",
                                "if (result != null && (head.move(number, number + 1) || head.get() == number + 1)) {"),
                        WRONG),
                Arguments.of(
                        ModelCheck.STREAM,
                        new PlantedBug(
                                "a result is put between the end of the iteration and the seal",
                                "ResultStreamer.java",
                                "finalFuture.ended() == null && !isOver() ? queue.put",
                                "finalFuture.ended() == null ? queue.put"),
                        WRONG));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("bugs")
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("it sees a planted bug")
    void itSeesAPlantedBug(ModelCheck target, PlantedBug bug, String seen) throws Exception {
        bug.compile(ChildJvm.SOURCES, ChildJvm.CLASS_PATH, directory);

        var ended = check(target, 0, TRIES.getFirst(), PLANTED_HANG);
        for (var tries : TRIES.subList(1, TRIES.size())) {
            // Real threads meet at the wrong place less often on a busy machine.
            if (ended.code() == 0) {
                ended = check(target, 0, tries, PLANTED_HANG);
            }
        }

        assertThat(ended.text()).contains(target + " is broken: ").contains(seen);
        assertThat(ended.code()).isEqualTo(1);
    }

    private ChildJvm.Ended check(ModelCheck target, int random, int times, Duration hung) throws Exception {
        var arguments = Stream.of(random, times, hung.toMillis(), target)
                .map(String::valueOf)
                .toList();
        // A guard against a hang alone: many times what it takes on a busy machine.
        var limit = Duration.ofMinutes(SHORT ? 60 : 600);
        return new ChildJvm(directory, OPTIONS).run(limit, ModelCheck.class.getName(), arguments);
    }
}
