package io.photons.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.ModelCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Model checking")
class ModelCheckingTest {

    private static final String WRONG = "= Invalid execution results =";
    private static final String HUNG = "= The execution has hung";
    private static final boolean SHORT = "short".equals(System.getProperty("stress.mode"));

    /** Small JVMs that start quickly; what the model checker does is not worth the better compiler. */
    private static final List<String> OPTIONS =
            List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+EnableDynamicAgentLoading");

    @TempDir
    Path directory;

    @Test
    @DisplayName(
            "F1 F3 F20 H2 H5 H7 S2 S6 S7 S9 S10 S13 W5 every answer of futures, holders and streams fits one order")
    void everyAnswerFitsOneOrder() throws Exception {
        var names = Stream.of(ModelCheck.values()).map(Enum::name).toArray(String[]::new);

        var ended = check(Duration.ofMinutes(SHORT ? 9 : 180), SHORT ? 0 : 50, SHORT ? 60 : 4_800, names);

        assertThat(ended.code()).as(ended.text()).isZero();
        for (var name : names) {
            assertThat(ended.text()).contains(name + " holds: ");
        }
        System.out.print(ended.text());
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
                                "lock();\n        try {\n            boolean held = unlink(job);",
                                "boolean held = unlink(job);\n        lock();\n        try {"),
                        WRONG),
                Arguments.of(
                        ModelCheck.QUEUE,
                        new PlantedBug(
                                "a consumer does not look again before it sleeps",
                                "ResultQueue.java",
                                "boolean inTime = size() > 0 || isSealed()",
                                "boolean inTime = isSealed()"),
                        HUNG),
                Arguments.of(
                        ModelCheck.QUEUE,
                        new PlantedBug(
                                "a slot is filled before its number is drawn",
                                "ResultQueue.java",
                                "if (chunk != null && TAIL.compareAndSet(this, seen, seen + 2)) {",
                                """
                                if (chunk != null) {
                                    SLOT.setRelease(chunk.slots, (int) (number - chunk.base), result);
                                }
                                if (chunk != null && TAIL.compareAndSet(this, seen, seen + 2)) {"""),
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
    @DisplayName("it sees a planted bug")
    void itSeesAPlantedBug(ModelCheck target, PlantedBug bug, String seen) throws Exception {
        bug.compile(ChildJvm.SOURCES, ChildJvm.CLASS_PATH, directory);

        var ended = check(Duration.ofMinutes(5), 0, 60, target.name());

        assertThat(ended.text()).contains(target + " is broken: ").contains(seen);
        assertThat(ended.code()).isEqualTo(1);
    }

    private ChildJvm.Ended check(Duration limit, int random, int times, String... names) throws Exception {
        var arguments = new ArrayList<String>(List.of(String.valueOf(random), String.valueOf(times)));
        arguments.addAll(List.of(names));
        return new ChildJvm(directory, OPTIONS).run(limit, ModelCheck.class.getName(), arguments);
    }
}
