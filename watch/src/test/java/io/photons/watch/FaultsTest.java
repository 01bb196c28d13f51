package io.photons.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Faults of the program")
class FaultsTest {

    private final Faults faults = new Faults();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private String told() {
        faults.tell(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("are counted, and the first one told in full without anything that a terminal might obey")
    void areCounted() {
        for (int i = 1; i <= 1000; i++) {
            faults.caught(new IllegalStateException("\u001b[2J number " + i));
        }
        assertThat(told())
                .startsWith("photons watch: 1000 checks ended by a fault")
                .contains("\\x1b[2J number 1" + System.lineSeparator(), "    at io.photons.watch.FaultsTest")
                .doesNotContain("number 2", "\u001b");
    }

    @Test
    @DisplayName("are not spoken of if there are none")
    void areNotSpokenOf() {
        assertThat(told()).isEmpty();
    }
}
