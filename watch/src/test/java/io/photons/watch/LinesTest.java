package io.photons.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.terminal.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Lines of results")
class LinesTest {

    private static final String NASTY = "http://x/\u001b[2J\u202e\"\\\u007f\u009b</script>ü😀\ud800";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Output output = new Output(bytes, StandardCharsets.UTF_8);
    private final Turn turn = new Turn(new Round(3, 1, Async.promise()), 0, new Target.Port(NASTY, "h", 1));
    private final Instant at = Instant.parse("2026-05-04T03:02:01.5Z");

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("as JSON hold just the promised fields, in pure ASCII, and read back as they were")
    void asJson() throws IOException {
        JsonLines lines = new JsonLines(output, false);
        lines.accept(turn, new Check(at, Verdict.OK, 12_345_678, 200, null));
        lines.accept(turn, new Check(at, Verdict.FAILED, Check.NONE, Check.NONE, "no \u0007"));
        assertThat(written()).matches("[\\x20-\\x7e\\n]*").hasLineCount(2).endsWith("}\n");
        JsonNode first =
                JsonMapper.shared().readTree(written().lines().findFirst().orElseThrow());
        assertThat(first.propertyNames())
                .containsExactly("round", "target", "ok", "latency_ms", "status", "error", "at");
        assertThat(first.get("target").stringValue()).isEqualTo(NASTY);
        assertThat(first.get("latency_ms").doubleValue()).isEqualTo(12.346);
        assertThat(first.get("at").stringValue()).isEqualTo("2026-05-04T03:02:01.500Z");
        JsonNode second = JsonMapper.shared()
                .readTree(written().lines().skip(1).findFirst().orElseThrow());
        assertThat(second.get("latency_ms").isNull()).isTrue();
        assertThat(second.get("status").isNull()).isTrue();
        assertThat(second.get("ok").booleanValue()).isFalse();
    }

    @Test
    @DisplayName("as plain text never hold a control character")
    void asPlainText() throws IOException {
        PlainLines lines = new PlainLines(output, false, 100);
        lines.accept(turn, new Check(at, Verdict.FAILED, 1_500_000, 503, "HTTP 503 \u001b[31m"));
        assertThat(written())
                .startsWith("03:02:01  round 3  FAIL")
                .contains("1.5 ms")
                .contains("503")
                .contains("\\x1b[2J\\u202e\"\\\\x7f\\x9b", "\\ud800")
                .endsWith("HTTP 503 \\x1b[31m" + System.lineSeparator());
    }

    @Test
    @DisplayName("quiet means no checks, but the summary")
    void quietMeansNoChecks() throws IOException {
        Summary summary = new Summary(1, 1, 3, 2, 1, 1_000_000, 2_000_000, 3_000_000, 66.66, Duration.ofSeconds(3));
        Check check = new Check(at, Verdict.OK, 1, 200, null);
        for (Sink sink : new Sink[] {new JsonLines(output, true), new PlainLines(output, true, 99.5)}) {
            sink.accept(turn, check);
            assertThat(written()).isEmpty();
            sink.finish(summary);
            assertThat(written()).isNotEmpty();
            bytes.reset();
        }
    }

    @Test
    @DisplayName("the summary says everything")
    void theSummarySaysEverything() throws IOException {
        Summary summary = new Summary(5, 2, 10, 7, 1, 1_000_000, 2_000_000, 3_000_000, 99.99, Duration.ofSeconds(3));
        new PlainLines(output, false, 100).finish(summary);
        assertThat(written())
                .contains("10 checks of 5 targets in 2 rounds, 3 s")
                .contains("ok          7  (70 %)")
                .contains("failed      3  (1 of them timed out)")
                .contains("p50 1 ms  p95 2 ms  p99 3 ms")
                .contains("99.9 % healthy, 100 % asked for");
        bytes.reset();
        new JsonLines(output, false).finish(summary);
        JsonNode node = JsonMapper.shared().readTree(written()).get("summary");
        assertThat(node.get("checks").intValue()).isEqualTo(10);
        assertThat(node.get("failed").intValue()).isEqualTo(3);
        assertThat(node.get("timed_out").intValue()).isEqualTo(1);
        assertThat(node.get("p95_ms").doubleValue()).isEqualTo(2);
    }
}
