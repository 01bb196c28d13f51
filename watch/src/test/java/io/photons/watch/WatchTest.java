package io.photons.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@DisplayName("The program")
class WatchTest {

    @TempDir
    private Path folder;

    private static List<JsonNode> checks(Program program) {
        return program.json().stream().filter(line -> line.has("round")).toList();
    }

    private static Set<String> outcomes(Program program) {
        return checks(program).stream()
                .map(check -> check.get("round") + " " + check.get("target") + " " + check.get("ok"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode summary(Program program) {
        return program.json().getLast().get("summary");
    }

    @Test
    @DisplayName("checks its fleet as the seed decides, the same way twice, and each endpoint once a round")
    void checksItsFleet() {
        String[] arguments = {"--json", "--rounds", "2", "--every", "1s", "--seed", "7"};
        Program first = Program.run(arguments);
        Program second = Program.run(arguments);
        assertThat(first.code()).isEqualTo(1);
        assertThat(first.err()).isEmpty();
        assertThat(first.out()).hasLineCount(401);
        assertThat(summary(first).get("checks").intValue()).isEqualTo(400);
        assertThat(summary(first).get("ok").intValue()
                        + summary(first).get("failed").intValue())
                .isEqualTo(400);
        long hanging = FleetPlan.of(7).members().stream()
                .filter(member -> member.temper() == Temper.HANGS)
                .count();
        assertThat(summary(first).get("timed_out").longValue()).isEqualTo(2 * hanging);
        assertThat(outcomes(first)).hasSize(400).isEqualTo(outcomes(second));
    }

    @Test
    @DisplayName("says that a connection was refused, and exits with 1")
    void saysThatAConnectionWasRefused() {
        Program program = Program.run("--json", "--rounds", "1", "http://127.0.0.1:9/", "tcp://127.0.0.1:9");
        assertThat(program.code()).isEqualTo(1);
        assertThat(checks(program)).hasSize(2).allSatisfy(check -> {
            assertThat(check.get("ok").booleanValue()).isFalse();
            assertThat(check.get("error").stringValue()).isEqualTo("connection refused");
        });
        assertThat(summary(program).get("failed").intValue()).isEqualTo(2);
    }

    @Test
    @DisplayName("exits with 0 if as much is healthy as was asked for")
    void exitsWithZero() throws IOException {
        try (FakeServer server = FakeServer.saying("HTTP/1.1 200 OK\r\n\r\n")) {
            String well = server.address();
            assertThat(Program.run("--rounds", "1", well).code()).isZero();
            String[] half = {"--quiet", "--rounds", "1", "--fail-under", "50", well, "http://127.0.0.1:9/"};
            assertThat(Program.run(half).code()).isZero();
            half[4] = "50.1";
            assertThat(Program.run(half).code()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("does not let a target that hangs delay another one or the next round")
    void doesNotLetATargetThatHangsDelayAnother() throws IOException {
        try (FakeServer well = FakeServer.saying("HTTP/1.1 200 OK\r\n\r\n");
                FakeServer hanging = FakeServer.hanging()) {
            Program program = Program.run(
                    "--json",
                    "--rounds",
                    "4",
                    "--every",
                    "100ms",
                    "--timeout",
                    "3s",
                    hanging.address(),
                    well.address());
            assertThat(checks(program)).hasSize(8);
            assertThat(checks(program).subList(0, 4)).allSatisfy(check -> {
                assertThat(check.get("target").stringValue()).isEqualTo(well.address());
                assertThat(check.get("ok").booleanValue()).isTrue();
            });
            assertThat(summary(program).get("timed_out").intValue()).isEqualTo(4);
        }
    }

    @Test
    @DisplayName("checks more targets than there are places, in every round, back to back")
    void checksMoreTargetsThanThereArePlaces() throws IOException {
        try (FakeServer server = FakeServer.saying("HTTP/1.1 200 OK\r\n\r\n")) {
            String list = (server.address() + "\n").repeat(50);
            Program program = Program.runOn(
                    list, "--json", "--rounds", "3", "--every", "0", "--max-concurrent", "4", "-", "tcp://127.0.0.1:9");
            assertThat(checks(program)).hasSize(153);
            assertThat(summary(program).get("ok").intValue()).isEqualTo(150);
            List<Integer> rounds = checks(program).stream()
                    .map(check -> check.get("round").intValue())
                    .toList();
            assertThat(rounds).isSorted();
        }
    }

    @Test
    @DisplayName("makes no new checks when its time is up")
    void makesNoNewChecksWhenItsTimeIsUp() throws IOException {
        try (FakeServer server = FakeServer.saying("HTTP/1.1 200 OK\r\n\r\n")) {
            Program program = Program.run("--json", "--for", "300ms", "--every", "50ms", server.address());
            assertThat(program.code()).isZero();
            assertThat(checks(program)).hasSizeBetween(1, 7);
            Program queued = Program.runOn(
                    "tcp://127.0.0.1:9\n".repeat(3000), "--json", "--for", "1ms", "--max-concurrent", "1", "-");
            assertThat(checks(queued)).hasSizeLessThan(3000);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "gopher://x|gopher://x: unknown scheme",
                "--every -1s|--every: '-1s' is negative",
                "--timeout 0|--timeout: must be longer than 0",
                "--timeout soon|--timeout: 'soon' is not a duration",
                "--for 0s|--for: must be longer than 0",
                "--rounds 0|--rounds: '0'",
                "--max-concurrent -3|--max-concurrent: '-3'",
                "--fail-under 100.5|--fail-under: '100.5'",
                "--seed x|'--seed': 'x'",
                "--report /no/such/folder/r.html|--report: '/no/such/folder/r.html'",
                "--bogus|'--bogus'",
                "--every|'--every'",
                "tcp://h:99999|tcp://h:99999: bad port '99999'",
                "@/no/such/file|@/no/such/file: no such file",
                "-|-: lists no targets",
                "http://a/ http://\u001b[31m/|http://\\x1b[31m/"
            })
    @DisplayName("answers a command line that is wrong with 2 and one line that names what is")
    void answersACommandLineThatIsWrong(String arguments, String message) {
        Program program = Program.run(arguments.split(" ", -1));
        assertThat(program.code()).isEqualTo(2);
        assertThat(program.out()).isEmpty();
        assertThat(program.err()).hasLineCount(1).startsWith("photons watch: ").contains(message);
        assertThat(program.err().stripTrailing()).doesNotContainPattern("\\p{Cc}");
    }

    @Test
    @DisplayName("ends quietly when its output is closed, and keeps to one line when it is full")
    void endsQuietlyWhenItsOutputIsClosed() {
        Program closed = Program.runInto(failing("Broken pipe"), "", "--json", "--for", "1h");
        assertThat(closed.code()).isEqualTo(141);
        assertThat(closed.err()).isEmpty();
        Program full = Program.runInto(failing("No space left on device"), "", "--for", "1h");
        assertThat(full.code()).isEqualTo(1);
        assertThat(full.err()).hasLineCount(1).contains("standard output", "No space left on device");
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        };
    }

    @Test
    @DisplayName("writes the report, and says in one line if it cannot")
    void writesTheReport() throws IOException {
        Path file = folder.resolve("r.html");
        String[] arguments = {"--quiet", "--rounds", "1", "--report", file.toString(), "tcp://127.0.0.1:9"};
        assertThat(Program.run(arguments).code()).isEqualTo(1);
        assertThat(Files.readString(file)).contains("connection refused", "</html>");
        arguments[4] = "/dev/full";
        if (Files.exists(Path.of("/dev/full"))) {
            assertThat(Program.run(arguments).err()).hasLineCount(1).contains("report", "/dev/full", "No space left");
            assertThat(Files.isRegularFile(Path.of("/dev/full"))).isFalse();
        }
    }

    @Test
    @DisplayName("says what it is and how it is used")
    void saysHowItIsUsed() {
        assertThat(Program.run("--help").out()).contains("--fail-under", "exit code is 1");
        assertThat(Program.run("--version").out()).startsWith("photons watch");
    }
}
