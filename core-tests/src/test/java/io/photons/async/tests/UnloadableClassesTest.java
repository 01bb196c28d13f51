package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Where no further class can be loaded")
class UnloadableClassesTest {

    @Test
    @DisplayName("T5 H2 S6 what has begun ends as ever, its scope closes, and nothing of the library is asked for")
    void whatHasBegunEndsAsEver() throws Exception {
        // A JVM of its own: each copy of the library has a timers' thread, which stays.
        try (ChildJvm child = ChildJvm.start(UnloadableMain.class, List.of("-XX:+UseSerialGC"))) {
            assertThat(child.exitCode()).as("%s", child.errors()).isZero();
            assertThat(child.out())
                    .hasSize(UnloadableProgram.SCENARIOS.size())
                    .allSatisfy(line -> assertThat(line).endsWith(": as ever"));
        }
    }
}
