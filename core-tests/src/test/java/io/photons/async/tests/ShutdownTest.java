package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A JVM that ends while scopes are open")
class ShutdownTest {

    private static final Duration PROMPTLY = Duration.ofSeconds(10);

    @ParameterizedTest
    @CsvSource({"exit, 7", "return, 0", "wait, 143"})
    @DisplayName("E1 ends promptly, whether by exit, by the end of main or by SIGTERM, and says nothing")
    void endsPromptly(String how, int code) throws Exception {
        try (ChildJvm child = ChildJvm.start(OpenScopesProgram.class, List.of("-Dhow=" + how))) {
            child.awaitLine("open");
            if (how.equals("wait")) {
                ProcessHandle.of(child.pid()).orElseThrow().destroy();
            }
            long began = System.nanoTime();
            assertThat(child.exitCode()).isEqualTo(code);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PROMPTLY);
            assertThat(child.errors()).isEmpty();
            assertThat(child.out()).containsExactly("open");
        }
    }
}
