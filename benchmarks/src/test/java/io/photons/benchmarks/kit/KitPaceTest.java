package io.photons.benchmarks.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The pace of the test kit")
class KitPaceTest {

    private static final String[] SMALL = {"--switches", "250", "--seeds", "3", "--rounds", "1"};

    private static String run(String... more) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String[] args = new String[SMALL.length + more.length];
        System.arraycopy(SMALL, 0, args, 0, SMALL.length);
        System.arraycopy(more, 0, args, SMALL.length, more.length);
        assertThat(KitPace.run(new PrintStream(bytes, true, StandardCharsets.UTF_8), args))
                .isZero();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("is told of each work in each round, the first as a warm-up")
    void isToldOfEachWorkInEachRound() {
        assertThat(run().lines().skip(2))
                .satisfiesExactly(
                        line -> assertThat(line).matches("switches +warm-up +250 .*"),
                        line -> assertThat(line).matches("seeds +warm-up +3 .*"),
                        line -> assertThat(line).matches("switches +1 +250 .*"),
                        line -> assertThat(line).matches("seeds +1 +3 .*"));
    }

    @Test
    @DisplayName("is told as one JSON object a line")
    void isToldAsJson() {
        assertThat(run("--json").lines())
                .hasSize(4)
                .allMatch(
                        line -> line.matches("\\{\"work\":\"(switches|seeds)\",\"round\":[01],\"warm_up\":(true|false),"
                                + "\"n\":(250|3),\"seconds\":[0-9.]+,\"per_second\":[0-9]+,\"bytes\":[0-9]+}"));
    }
}
