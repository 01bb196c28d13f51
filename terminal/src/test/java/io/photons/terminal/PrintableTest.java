package io.photons.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What is printable")
class PrintableTest {

    @Test
    @DisplayName("plain and foreign text stays as it is")
    void plainAndForeignTextStaysAsItIs() {
        assertThat(Printable.of("http://bücher.example/日本語?q=😀")).isEqualTo("http://bücher.example/日本語?q=😀");
    }

    @Test
    @DisplayName("an escape sequence is spelled out")
    void anEscapeSequenceIsSpelledOut() {
        assertThat(Printable.of("a\u001b[31mred\u0007\r\n\u007f\u009b2J"))
                .isEqualTo("a\\x1b[31mred\\x07\\x0d\\x0a\\x7f\\x9b2J");
    }

    @Test
    @DisplayName("what is invisible, turns the text round or is half a character is spelled out")
    void whatIsInvisibleIsSpelledOut() {
        assertThat(Printable.of("\u202etxt\u200b\u2028\ufeff\ud800"))
                .isEqualTo("\\u202etxt\\u200b\\u2028\\ufeff\\ud800");
        assertThat(Printable.of("\u2066\u061c\u180e\u3164\u2800\ufe0f\u034f\udb40\udc41\udb40\udd00"))
                .isEqualTo("\\u2066\\u061c\\u180e\\u3164\\u2800\\ufe0f\\u034f\\u0e0041\\u0e0100");
    }

    @ParameterizedTest
    @CsvSource({"abcdefgh,8,abcdefgh", "abcdefghi,8,abcde...", "😀😀😀😀,7,😀😀..."})
    @DisplayName("long text is cut with a mark, never through a character")
    void longTextIsCut(String text, int limit, String cut) {
        assertThat(Printable.of(text, limit)).isEqualTo(cut);
    }

    @Test
    @DisplayName("text that grows by being spelled out still keeps to its limit")
    void textThatGrowsKeepsToItsLimit() {
        assertThat(Printable.of("\u0001".repeat(100), 20))
                .hasSizeLessThanOrEqualTo(20)
                .endsWith("...");
    }
}
