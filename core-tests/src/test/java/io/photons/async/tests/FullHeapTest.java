package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FullHeapTest {

    @Test
    @DisplayName(
            "T5 F3 H2 a task that ends while no object fits into the heap tells all callbacks, children and its holder")
    void aTaskThatEndsWhileNoObjectFitsIntoTheHeapTellsAll() throws Exception {
        List<String> options = List.of("-XX:+UseSerialGC", "-Xmx10m", "-Xint");
        try (ChildJvm child = ChildJvm.start(FullHeapProgram.class, options)) {
            assertThat(child.exitCode()).as("%s", child.errors()).isZero();
            assertThat(child.out())
                    .contains("full true", "called 45 of 45")
                    .filteredOn(line -> line.startsWith("Task#filling(result)"))
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line)
                            .contains("ChildFuture(cancelled)", "Promise#ended by a callback(result)", "0 pending"));
        }
    }
}
