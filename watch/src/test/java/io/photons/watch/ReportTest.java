package io.photons.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.photons.async.Async;
import io.photons.terminal.BadArgument;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

@DisplayName("The report")
class ReportTest {

    private static final String NASTY = "http://x/<script>alert(1)</script>\"'&\u001b[2J\u202e";
    private static final Pattern SVG = Pattern.compile("(?s)<svg .*?</svg>");

    @TempDir
    private Path folder;

    private static String page(int targets, int rounds) throws IOException {
        Sample sample = new Sample();
        List<Target> all = IntStream.range(0, targets)
                .<Target>mapToObj(i -> new Target.Port(i == 0 ? NASTY : "tcp://h:" + i, "h", 1))
                .toList();
        Scoreboard board = new Scoreboard(all, Report.memory(targets), sample);
        for (int round = 1; round <= rounds; round++) {
            board.begin(round);
            for (int i = 0; i < targets; i++) {
                Verdict verdict = i % 9 == 0 ? Verdict.FAILED : i % 11 == 0 ? Verdict.TIMED_OUT : Verdict.OK;
                String error = verdict == Verdict.OK ? null : "said <b>\u001b[31mno";
                Turn turn = new Turn(new Round(round, targets, Async.promise()), i, all.get(i));
                board.add(turn, new Check(Instant.now(), verdict, 1_000_000L * (i + 1), 500, error));
            }
        }
        return Report.page(board, sample, 100);
    }

    @Test
    @DisplayName("needs nothing but itself: no script, no address of another host")
    void needsNothingButItself() throws IOException {
        String page = page(30, 3);
        assertThat(page).doesNotContainIgnoringCase("<script").doesNotContain("src=", "@import", "url(");
        Matcher links = Pattern.compile("(?:href|xlink)[^>]*").matcher(page);
        assertThat(links.results().map(link -> link.group())).containsExactly("href=\"data:,\"");
        assertThat(page).contains("<title>photons watch: ", "90 checks".substring(0, 2), "Latency over time");
    }

    @Test
    @DisplayName("holds nothing raw from outside")
    void holdsNothingRawFromOutside() throws IOException {
        assertThat(page(3, 1))
                .doesNotContain("<script>", "<b>\u001b", "\u001b", "\u202e", "said <b>")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "\\x1b[2J\\u202e", "said &lt;b&gt;\\x1b[31mno");
    }

    @Test
    @DisplayName("has pictures that are well-formed")
    void hasPicturesThatAreWellFormed() throws Exception {
        List<String> pictures =
                SVG.matcher(page(50, 4)).results().map(svg -> svg.group()).toList();
        assertThat(pictures).hasSizeGreaterThan(2);
        for (String picture : pictures) {
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(picture)));
        }
    }

    @Test
    @DisplayName("stays small when there is a lot, and says what it leaves out; an empty one works too")
    void staysSmall() throws IOException {
        assertThat(page(3000, 20))
                .hasSizeLessThan(2_000_000)
                .contains("250 of 3000 targets", "a sample of 4000 checks");
        assertThat(page(1, 0)).contains("0 % healthy").doesNotContain("What is wrong");
    }

    @Test
    @DisplayName("replaces the old file and leaves nothing beside it")
    void replacesTheOldFile() throws IOException {
        Path file = Files.writeString(folder.resolve("r.html"), "old");
        ReportFile.of(file.toString()).write("new");
        assertThat(file).hasContent("new");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    @DisplayName("follows a link, and leaves the link a link")
    void followsALink() throws IOException {
        Path file = Files.writeString(folder.resolve("r.html"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        ReportFile.of(link.toString()).write("new");
        assertThat(file).hasContent("new");
        assertThat(link).isSymbolicLink();
    }

    @Test
    @DisplayName("that cannot be written leaves the old file as it was")
    void thatCannotBeWrittenLeavesTheOldFile() throws IOException {
        Path old = Files.createDirectory(folder.resolve("r.html"));
        Path inside = Files.writeString(old.resolve("x"), "old");
        assertThatIOException().isThrownBy(() -> new ReportFile(old).write("new"));
        assertThat(inside).hasContent("old");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(old);
        }
    }

    @Test
    @DisplayName("is refused at the start where it cannot be written")
    void isRefusedAtTheStart() {
        for (String bad : List.of("", folder.toString(), folder + "/none/r.html", "a\0b")) {
            assertThatExceptionOfType(BadArgument.class).isThrownBy(() -> ReportFile.of(bad));
        }
    }
}
