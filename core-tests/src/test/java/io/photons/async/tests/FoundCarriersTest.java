package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.ContextCarrier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Carriers found beside the library: each program in a JVM of its own, as they are found once. */
class FoundCarriersTest {

    @TempDir
    Path folder;

    private ChildJvm start(String... providers) throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.write(services.resolve(ContextCarrier.class.getName()), List.of(providers));
        return ChildJvm.start(FoundCarriersProgram.class, List.of(), folder.toString());
    }

    @Test
    @DisplayName("T16 a carrier that is found carries from the first task on, outside of those registered in code")
    void aCarrierThatIsFoundCarriesFromTheFirstTaskOn() throws Exception {
        try (ChildJvm child = start(FoundCarriersProgram.Carrying.class.getName())) {
            assertThat(child.exitCode()).isZero();
            assertThat(child.out()).containsExactly("first mine", "second mine!", "third none", "end");
            assertThat(child.errors()).isEmpty();
        }
    }

    @Test
    @DisplayName("T16 one that cannot be made, or is not there, is logged once and left out; the others carry")
    void oneThatCannotBeMadeIsLoggedAndLeftOut() throws Exception {
        try (ChildJvm child = start(
                FoundCarriersProgram.Throwing.class.getName(),
                "io.photons.async.tests.NotThere",
                OpenScopesProgram.class.getName(),
                FoundCarriersProgram.Carrying.class.getName())) {
            assertThat(child.exitCode()).isZero();
            assertThat(child.out()).containsExactly("first mine", "second mine!", "third none", "end");
            assertThat(child.errors())
                    .filteredOn(line -> line.contains("A context carrier that was found cannot be made"))
                    .hasSize(3);
            assertThat(String.join("\n", child.errors()))
                    .contains("planted: a carrier that cannot be made", "NotThere", "OpenScopesProgram");
        }
    }
}
