package io.photons.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.photons.terminal.BadArgument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Targets")
class TargetListTest {

    @TempDir
    private Path folder;

    private static InputStream input(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Target> read(String... arguments) {
        return TargetList.read(List.of(arguments), input(""));
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.example,http://a.example/",
        "HTTP://a.example:81/x?y=1#frag,http://a.example:81/x?y=1",
        "https://a.example?y,https://a.example/?y",
        "http://[::1]:8080/x,http://[::1]:8080/x",
        "http://a_b.example/,http://a_b.example/",
        "http://bücher.example/ü,http://xn--bcher-kva.example/%C3%BC"
    })
    @DisplayName("pages keep their name and get an address in plain ASCII")
    void pagesKeepTheirName(String text, URI uri) {
        assertThat(read(text)).containsExactly(new Target.Page(text, uri));
    }

    @Test
    @DisplayName("ports have a host and a number")
    void portsHaveAHostAndANumber() {
        assertThat(read("tcp://h:1", "tcp://[::1]:65535/"))
                .containsExactly(
                        new Target.Port("tcp://h:1", "h", 1), new Target.Port("tcp://[::1]:65535/", "::1", 65535));
    }

    @ParameterizedTest
    @CsvSource({
        "gopher://x,unknown scheme 'gopher'",
        "x,no scheme",
        "http:x,not an address",
        "http://,no host",
        "http:///x,no host",
        "http://:80/,no host",
        "http://h:0/,bad port '0'",
        "http://h:65536/,bad port '65536'",
        "http://h:x/,bad port 'x'",
        "http://h:/,bad port ''",
        "tcp://h,no port",
        "tcp://h:80/x,after the port",
        "http://u:p@h/,password",
        "http://a b/,bad host",
        "http://[::1/,bad host",
        "http://h/a b,not an address",
        "http://-/,bad host"
    })
    @DisplayName("that are none are refused with the reason")
    void thatAreNoneAreRefused(String text, String reason) {
        assertThatExceptionOfType(BadArgument.class)
                .isThrownBy(() -> read(text))
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").doesNotContain("u:p"));
    }

    @Test
    @DisplayName("are refused if they are longer than any address, or half a character, and not looked at for long")
    void longOnesAreRefused() {
        String longest = "http://h/" + "x".repeat(TargetSyntax.LONGEST - 9);
        assertThat(read(longest)).hasSize(1);
        refused(longest + "x", "is longer than 8192 characters");
        refused("http://" + "\u00e4".repeat(8000) + "/", "has a bad host");
        refused("http://" + "\u00e4".repeat(100) + "/", "has a bad host");
        refused("http://h/\ud800", "is not an address");
        refused("http://\ud800/", "has a bad host");
    }

    @Test
    @DisplayName("come from a file, one on a line, without comments and blanks")
    void comeFromAFile() throws IOException {
        Path list = folder.resolve("list");
        Files.writeString(list, "\ufeff# some\r\n\r\n  http://a/#part # and more\r\ntcp://b:2\n");
        assertThat(read("@" + list, "http://c/").stream().map(Target::name))
                .containsExactly("http://a/#part", "tcp://b:2", "http://c/");
    }

    @Test
    @DisplayName("come from standard input")
    void comeFromStandardInput() {
        assertThat(TargetList.read(List.of("-"), input("tcp://a:1\n\n"))).hasSize(1);
    }

    @Test
    @DisplayName("a bad line is named with its number")
    void aBadLineIsNamed() throws IOException {
        Path list = folder.resolve("list");
        Files.writeString(list, "http://a/\nftp://b/\n");
        assertThatExceptionOfType(BadArgument.class)
                .isThrownBy(() -> read("@" + list))
                .withMessage("@" + list + ", line 2: ftp://b/: unknown scheme 'ftp' (http, https or tcp)");
    }

    @Test
    @DisplayName("files that give none are refused with the reason")
    void filesThatGiveNoneAreRefused() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), "# nothing\n");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, 0, 1});
        refused("@" + empty, "lists no targets");
        refused("@" + binary, "not UTF-8");
        refused("@" + folder, "is not a file");
        refused("@" + folder.resolve("none"), "no such file");
        refused("@", "is not a file");
        refused("@a\0b", "cannot be read");
        refused("-", "lists no targets");
    }

    @Test
    @DisplayName("lists without end are read no further than there may be lines, characters and targets")
    void listsWithoutEndAreRefused() throws IOException {
        refusedEndless("x", "-, line 1: is longer than 16384 characters");
        refusedEndless("http://h/" + "x".repeat(9000) + "\n", "-, line 1: http://h/xx");
        refusedEndless("\r\n", "-: is longer than 64 million characters");
        refusedEndless("tcp://h:1\n", "targets do not fit into the memory");
        if (Files.exists(Path.of("/dev/zero"))) {
            refused("@/dev/zero", "line 1: is longer than 16384 characters");
        }
    }

    private static void refusedEndless(String again, String reason) throws IOException {
        byte[] bytes = again.repeat(65_536 / again.length() + 1).getBytes(StandardCharsets.US_ASCII);
        InputStream endless = new InputStream() {
            private int at;

            @Override
            public int read() {
                return bytes[at++ % again.length()];
            }

            @Override
            public int read(byte[] into, int from, int length) {
                int count = Math.min(length, bytes.length - again.length());
                System.arraycopy(bytes, at % again.length(), into, from, count);
                at = (at + count) % again.length();
                return count;
            }
        };
        assertThatExceptionOfType(BadArgument.class)
                .isThrownBy(() -> TargetList.read(List.of("-"), endless))
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
    }

    @Test
    @DisplayName("lines end as they do anywhere, and the last one need not")
    void linesEndAsTheyDoAnywhere() {
        assertThat(TargetList.read(List.of("-"), input("tcp://a:1\rtcp://b:1\r\n\r\rtcp://c:1\n\ntcp://d:1")).stream()
                        .map(Target::name))
                .containsExactly("tcp://a:1", "tcp://b:1", "tcp://c:1", "tcp://d:1");
        assertThatExceptionOfType(BadArgument.class)
                .isThrownBy(() -> TargetList.read(List.of("-"), input("tcp://a:1\r\r\ntcp://b:1\nx")))
                .withMessageStartingWith("-, line 4: x");
    }

    private static void refused(String argument, String reason) {
        assertThatExceptionOfType(BadArgument.class)
                .isThrownBy(() -> read(argument))
                .withMessageContaining(reason);
    }
}
