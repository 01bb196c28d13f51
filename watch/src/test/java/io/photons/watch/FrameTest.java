package io.photons.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.terminal.Printable;
import io.photons.watch.History.Mark;
import io.photons.watch.Score.Row;
import io.photons.watch.Scoreboard.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A frame of the live table")
class FrameTest {

    private static Row row(String name, Verdict verdict) {
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            marks.add(new Mark(i, (long) Math.pow(10, 5 + i / 8.0), i % 7 == 6 ? verdict : Verdict.OK));
        }
        Check last = new Check(Instant.EPOCH, verdict, 12_300_000, Check.NONE, verdict == Verdict.OK ? null : "no");
        return new Row(Printable.of(name), last, 40, 35, marks);
    }

    private static Standing standing() {
        List<Row> rows = new ArrayList<>();
        rows.add(row("https://a.example/with/a/very/long/path/that/does/not/fit/anywhere/at/all", Verdict.TIMED_OUT));
        rows.add(row("http://日本語.example/全角文字全角文字全角文字全角文字全角文字", Verdict.FAILED));
        rows.add(new Row("http://not.yet/", null, 0, 0, List.of()));
        for (int i = 0; i < 100; i++) {
            rows.add(row("tcp://ok-" + i + ":1", Verdict.OK));
        }
        return new Standing(103, 2, 55, 158, 120, 8, 65_000_000_000L, rows);
    }

    @Test
    @DisplayName("fits in any window: no line too wide, none too many")
    void fitsInAnyWindow() {
        for (int width = 1; width < 180; width += width < 70 ? 1 : 17) {
            for (int height = 1; height < 40; height += height < 10 ? 1 : 9) {
                Frame frame = new Frame(width, height, Sparkline.BLOCKS);
                List<AttributedString> lines = frame.lines(standing(), 3, 1_500_000_000L);
                assertThat(lines).hasSizeLessThanOrEqualTo(height);
                for (AttributedString line : lines) {
                    assertThat(line.columnLength()).as("%d: %s", width, line).isLessThanOrEqualTo(width);
                    assertThat(line.toString()).doesNotContain("\n");
                }
            }
        }
    }

    @Test
    @DisplayName("says in words what its colours say, worst first, filling the window")
    void saysInWords() {
        List<String> lines = new Frame(100, 24, Sparkline.ASCII)
                .lines(standing(), 3, 1_500_000_000L).stream()
                        .map(AttributedString::toString)
                        .toList();
        assertThat(lines).hasSize(24);
        assertThat(lines.get(0)).contains("103 targets", "158 checks", "120 ok", "30 failed", "8 timed out", "1:05");
        assertThat(lines.get(1)).startsWith("round 2/3 [#").endsWith("] 55/103  next in 1.5 s");
        assertThat(lines.get(3))
                .startsWith("STATE TARGET")
                .contains("LAST", "LATEST CHECKS")
                .endsWith("OK");
        assertThat(lines.get(4))
                .startsWith("TIME  https://a.example/")
                .contains("~", "12.3 ms", "!")
                .endsWith("87.5 %");
        assertThat(lines.get(5)).startsWith("FAIL  ").contains("x");
        assertThat(lines.get(6)).startsWith("...   http://not.yet/");
        assertThat(lines.get(7)).startsWith("ok    tcp://ok-0:1");
        assertThat(lines.get(23)).startsWith("worst first, 19 of 103");
    }

    @Test
    @DisplayName("draws latencies by one measure")
    void drawsLatenciesByOneMeasure() {
        List<Mark> marks = List.of(
                new Mark(0, 200_000, Verdict.OK),
                new Mark(0, 9_000_000, Verdict.OK),
                new Mark(0, 900_000_000, Verdict.OK),
                new Mark(0, 60_000_000_000L, Verdict.OK),
                new Mark(0, 1, Verdict.FAILED),
                new Mark(0, 1, Verdict.TIMED_OUT));
        assertThat(Sparkline.BLOCKS.of(marks)).isEqualTo("▁▃▇█×!");
        assertThat(Sparkline.ASCII.of(marks)).isEqualTo("_-*#x!");
    }
}
