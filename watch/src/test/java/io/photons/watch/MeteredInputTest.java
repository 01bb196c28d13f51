package io.photons.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A metered stream")
class MeteredInputTest {

    private final MeteredInput input = new MeteredInput(new ByteArrayInputStream(new byte[10]), 4);

    @Test
    @DisplayName("gives as much as is allowed and no more")
    void givesAsMuchAsIsAllowed() throws IOException {
        assertThat(input.read(new byte[10])).isEqualTo(4);
        assertThat(input.spent()).isTrue();
        assertThatExceptionOfType(MeteredInput.LimitReached.class).isThrownBy(input::read);
        input.allow(10);
        assertThat(input.readAllBytes()).hasSize(6);
        assertThat(input.ended()).isTrue();
    }

    @Test
    @DisplayName("gives nothing to a thread that was interrupted, though there is something, and leaves the flag set")
    void givesNothingToAThreadThatWasInterrupted() {
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(SocketException.class).isThrownBy(input::read);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
