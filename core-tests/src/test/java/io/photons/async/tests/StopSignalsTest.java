package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real signals to a real process. */
@DisplayName("A program with a shutdown on signals")
class StopSignalsTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(300);

    /** Far more than any of them takes, and far less than the limits that are not to be waited for. */
    private static final Duration PROMPTLY = Duration.ofSeconds(20);

    private static ChildJvm start(String how, Duration drain, Duration grace, String... more) throws Exception {
        List<String> options =
                new ArrayList<>(List.of("-Dhow=" + how, "-Ddrain=" + drain.toMillis(), "-Dgrace=" + grace.toMillis()));
        options.addAll(Arrays.asList(more));
        ChildJvm child = ChildJvm.start(StopProgram.class, options);
        child.awaitLine("running");
        return child;
    }

    private static void kill(ChildJvm child, String signal) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(child.pid())).start();
        assertThat(kill.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }

    private static void endsWith(int code, ChildJvm child) throws Exception {
        long began = System.nanoTime();
        assertThat(child.exitCode()).isEqualTo(code);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PROMPTLY);
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    @DisplayName("E1 drains, closes, says its last words, and then the other hooks run; the exit code tells the signal")
    void drains(String signal, int code) throws Exception {
        try (ChildJvm child = start("drains", LONG, LONG)) {
            kill(child, signal);
            endsWith(code, child);
            assertThat(child.out())
                    .contains("intake Cancelled[reason=SIG" + signal + "]", "final")
                    .containsSubsequence("running", "drained", "closed", "other hook")
                    .hasSize(6);
            assertThat(child.errors()).isEmpty();
        }
    }

    @Test
    @DisplayName("H3 cancels when the limit of the drain is over")
    void cancelsWhenTheLimitIsOver() throws Exception {
        try (ChildJvm child = start("slow", SHORT, LONG)) {
            kill(child, "TERM");
            endsWith(143, child);
            assertThat(child.out()).contains("final", "closed");
            assertThat(child.errors()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"stubborn, stubborn", "busy, spin"})
    @DisplayName("T11 logs who ignores its interrupt, with its stack, and ends; be every carrier busy with it")
    void logsWhoIgnoresItsInterrupt(String how, String frame) throws Exception {
        try (ChildJvm child = start(how, SHORT, SHORT)) {
            kill(child, "TERM");
            endsWith(143, child);
            assertThat(child.out()).contains("final", "other hook").doesNotContain("closed");
            assertThat(String.join("\n", child.errors()))
                    .contains("Task#worker is a straggler")
                    .contains("." + frame + "(")
                    .contains("was not closed in time")
                    .contains("StopProgram.main(");
        }
    }

    @Test
    @DisplayName("E1 cancels at the second signal, and at the third is halted after its last act")
    void cutsShortAtFurtherSignals() throws Exception {
        try (ChildJvm child = start("stubborn", LONG, LONG)) {
            kill(child, "INT");
            child.awaitLine("intake Cancelled[reason=SIGINT]");
            kill(child, "TERM");
            child.awaitLine("final");
            kill(child, "INT");
            endsWith(130, child);
            assertThat(child.out()).contains("last act").doesNotContain("other hook", "closed");
        }
    }

    @ParameterizedTest
    @CsvSource({"exitsAfter, 0", "exitsWhenAsked, 9"})
    @DisplayName("E1 has an exit code of its own if it calls System.exit when asked to stop")
    void hasAnExitCodeOfItsOwn(String how, int code) throws Exception {
        try (ChildJvm child = start(how, LONG, LONG)) {
            kill(child, "TERM");
            endsWith(code, child);
            assertThat(child.out()).contains("drained", "other hook");
            assertThat(child.errors()).isEmpty();
        }
    }

    @Test
    @DisplayName("E1 ends though it lingers after the close, when the grace is over")
    void endsThoughItLingers() throws Exception {
        try (ChildJvm child = start("lingers", LONG, SHORT)) {
            kill(child, "TERM");
            endsWith(143, child);
            assertThat(child.out()).contains("closed", "other hook");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exits", "exitsHanging"})
    @DisplayName("E1 drains when it calls System.exit inside the block, without waiting for a close that cannot come")
    void drainsWhenItExits(String how) throws Exception {
        try (ChildJvm child = start(how, LONG, LONG)) {
            endsWith(7, child);
            assertThat(child.out()).contains("intake Cancelled[reason=the JVM exits]", "drained", "other hook");
            assertThat(child.errors()).isEmpty();
        }
    }

    @Test
    @DisplayName("E1 tells of a task that calls System.exit, which waits for itself, when the limits are over")
    void tellsOfATaskThatExits() throws Exception {
        try (ChildJvm child = start("exitsInTask", SHORT, SHORT)) {
            endsWith(7, child);
            assertThat(String.join("\n", child.errors()))
                    .contains("Task#exiting is a straggler")
                    .contains("Runtime.exit");
        }
    }

    @Test
    @DisplayName("E1 drains on SIGHUP, too, and where the JVM has no signals to give")
    void drainsInTheHook() throws Exception {
        try (ChildJvm child = start("drains", LONG, LONG)) {
            kill(child, "HUP");
            endsWith(129, child);
            assertThat(child.out()).contains("intake Cancelled[reason=the JVM exits]", "drained", "closed");
        }
        try (ChildJvm child = start("drains", LONG, LONG, "--limit-modules", "java.base,java.logging")) {
            kill(child, "TERM");
            endsWith(143, child);
            assertThat(child.out()).contains("intake Cancelled[reason=the JVM exits]", "drained", "closed");
            assertThat(child.errors()).isEmpty();
        }
        try (ChildJvm child = start("stubborn", SHORT, SHORT, "--limit-modules", "java.base,java.logging")) {
            kill(child, "TERM");
            endsWith(143, child);
            assertThat(String.join("\n", child.errors())).contains("Task#worker is a straggler");
        }
    }
}
