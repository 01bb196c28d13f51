package io.photons.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Durations")
class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "500ms,PT0.5S",
        "1.5s,PT1.5S",
        "2m,PT2M",
        "1h,PT1H",
        "3d,PT72H",
        "0,PT0S",
        "0s,PT0S",
        "0.0000001ms,PT0.000000001S"
    })
    @DisplayName("are read with their unit")
    void areReadWithTheirUnit(String text, Duration duration) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource({"-1s,negative", "-0.5ms,negative", "5,unit", "99999999999999h,ten years", "3651d,ten years"})
    @DisplayName("that make no sense are refused with the reason")
    void thatMakeNoSenseAreRefused(String text, String reason) {
        assertThatExceptionOfType(BadArgument.class)
                .isThrownBy(() -> Durations.parse(text))
                .withMessageContaining(text)
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "s", "1 s", "1e3s", "PT1S", "1S", "1.s", "٣s", "1s\n"})
    @DisplayName("that are none are refused")
    void thatAreNoneAreRefused(String text) {
        assertThatExceptionOfType(BadArgument.class)
                .isThrownBy(() -> Durations.parse(text))
                .withMessageContaining("is not a duration");
    }

    @ParameterizedTest
    @CsvSource({
        "420000,0.42 ms",
        "12340000,12.3 ms",
        "130000000,130 ms",
        "100000000,100 ms",
        "999600000,1 s",
        "2000000000,2 s",
        "2010000000,2.01 s",
        "61500000000,61.5 s",
        "100000000000,1 min 40 s",
        "120000000000,2 min",
        "7200000000000,2 h"
    })
    @DisplayName("are said shortly")
    void areSaidShortly(long nanos, String words) {
        assertThat(Durations.say(nanos)).isEqualTo(words);
    }
}
