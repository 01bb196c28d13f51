package io.photons.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("The program as a process")
class ProcessTest {

    @TempDir
    private Path folder;

    private static String errors(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ends").isTrue();
        return process.exitValue();
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    @DisplayName("stops on a signal: checks under way are cancelled, the summary and the report are there")
    void stopsOnASignal(String signal, int code) throws Exception {
        Path report = folder.resolve("r.html");
        try (FakeServer hanging = FakeServer.hanging()) {
            Process process = Program.start(
                    List.of(),
                    "--json",
                    "--timeout",
                    "1h",
                    "--report",
                    report.toString(),
                    hanging.address(),
                    "tcp://127.0.0.1:9");
            BufferedReader out = process.inputReader();
            JsonNode first = Program.json(out.readLine()).getFirst();
            assertThat(first.get("error").stringValue()).isEqualTo("connection refused");
            Program.signal(process, signal);
            List<JsonNode> rest = Program.json(out.lines().collect(Collectors.joining("\n")));
            assertThat(rest.getLast().get("summary").get("failed").intValue()).isPositive();
            assertThat(rest.getLast().get("summary").get("timed_out").intValue())
                    .isZero();
            assertThat(errors(process)).isEmpty();
            assertThat(exitCode(process)).isEqualTo(code);
            assertThat(report).content().contains("connection refused");
        }
    }

    @Test
    @DisplayName("lets a check that is under way end by itself after a signal, and begins none")
    void letsACheckEndByItself() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answering = new CountDownLatch(1);
        FakeServer.Manner slow = (out, in) -> {
            asked.countDown();
            try {
                answering.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        };
        try (FakeServer server = new FakeServer(slow)) {
            Process process = Program.start(
                    List.of(),
                    "--json",
                    "--timeout",
                    "1h",
                    "--max-concurrent",
                    "1",
                    server.address(),
                    server.address());
            asked.await();
            // Its first check is under way, and the next one waits for its place.
            Program.signal(process, "INT");
            answering.countDown();
            List<JsonNode> lines = Program.json(process.inputReader().lines().collect(Collectors.joining("\n")));
            assertThat(lines).hasSize(2);
            assertThat(lines.getFirst().get("ok").booleanValue()).isTrue();
            assertThat(lines.getLast().get("summary").get("checks").intValue()).isEqualTo(1);
            assertThat(errors(process)).isEmpty();
            assertThat(exitCode(process)).isEqualTo(130);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("ends at once on a further Ctrl-C, also when nobody reads what it says")
    void endsAtOnceOnAFurtherCtrlC() throws Exception {
        // Ten thousand lines do not fit into the pipe, which nobody reads.
        Path list = Files.writeString(folder.resolve("list"), "tcp://127.0.0.1:9\n".repeat(10_000));
        Process process = Program.start(List.of(), "--json", "--every", "0", "@" + list);
        assertThat(process.inputReader().readLine()).contains("refused");
        Program.signal(process, "INT");
        while (process.isAlive()) {
            Program.signal(process, "INT");
            process.waitFor(100, TimeUnit.MILLISECONDS);
        }
        assertThat(exitCode(process)).isEqualTo(130);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--json", "--seed=1"})
    @DisplayName("ends quietly when the reader of its output goes away, be it JSON or plain text")
    void endsQuietlyWhenTheReaderGoesAway(String option) throws Exception {
        Process process = Program.start(List.of(), option, "--every", "100ms", "--rounds", "1000");
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).contains("refuse");
        }
        assertThat(errors(process)).isEmpty();
        assertThat(exitCode(process)).isEqualTo(141);
    }

    @Test
    @DisplayName("says in one line that standard output was closed before it began")
    void saysThatStandardOutputWasClosed() throws Exception {
        Process process = Program.startIn("exec >&-", List.of(), "--json", "--for", "1h", "tcp://127.0.0.1:9");
        assertThat(errors(process)).hasLineCount(1).contains("cannot write to standard output");
        assertThat(exitCode(process)).isEqualTo(1);
    }

    @Test
    @DisplayName("leaves the old report whole when the disk is full in the middle of the new one")
    void leavesTheOldReportWhole() throws Exception {
        Path report = Files.writeString(folder.resolve("r.html"), "old");
        // A file of the process may have 8 KiB: what is written beyond fails, as on a disk that is full.
        Process process = Program.startIn(
                "ulimit -f 16",
                List.of("-XX:-UsePerfData"),
                "--quiet",
                "--rounds",
                "1",
                "--timeout",
                "500ms",
                "--report",
                report.toString());
        assertThat(errors(process)).hasLineCount(1).contains("cannot write the report to", "File too large");
        assertThat(exitCode(process)).isEqualTo(1);
        assertThat(report).hasContent("old");
        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(report));
    }

    @Test
    @DisplayName("goes on when file descriptors run short, here and in its fleet")
    void goesOnWhenFileDescriptorsRunShort() throws Exception {
        Process process = Program.startIn(
                "ulimit -n 120",
                List.of("-cp", Program.packedClassPath(folder)),
                "--json",
                "--rounds",
                "1",
                "--timeout",
                "3s");
        List<JsonNode> lines = Program.json(process.inputReader().lines().collect(Collectors.joining("\n")));
        assertThat(errors(process)).isEmpty();
        assertThat(exitCode(process)).isEqualTo(1);
        assertThat(lines).hasSize(201);
        assertThat(lines.getLast().get("summary").get("ok").intValue()).isPositive();
    }

    @Test
    @DisplayName("checks ten thousand dead targets in bounded memory: ports that refuse or hang, names that nobody has")
    void checksTenThousandDeadTargets() throws Exception {
        Path nobody = Files.createFile(folder.resolve("hosts"));
        try (FakeServer hanging = FakeServer.hanging()) {
            Path list = folder.resolve("list");
            Files.write(
                    list,
                    IntStream.range(0, 10_000)
                            .mapToObj(i -> switch (i % 5) {
                                case 0 -> hanging.address() + i;
                                case 1 -> "http://nobody" + i + ".invalid/";
                                case 2 -> "http://127.0.0.1:9/" + i;
                                default -> "tcp://127.0.0.1:9";
                            })
                            .toList());
            Process process = Program.start(
                    List.of("-Xmx80m", "-XX:+UseSerialGC", "-Djdk.net.hosts.file=" + nobody),
                    "--json",
                    "--rounds",
                    "1",
                    "--timeout",
                    "500ms",
                    "--max-concurrent",
                    "400",
                    "@" + list);
            List<JsonNode> lines = Program.json(process.inputReader().lines().collect(Collectors.joining("\n")));
            assertThat(errors(process)).isEmpty();
            assertThat(exitCode(process)).isEqualTo(1);
            assertThat(lines).hasSize(10_001);
            assertThat(lines.getLast().get("summary").get("failed").intValue()).isEqualTo(10_000);
            // Any that the machine was too slow for may have timed out as well.
            assertThat(lines)
                    .filteredOn(line -> line.path("target").stringValue("").startsWith(hanging.address()))
                    .hasSize(2_000)
                    .extracting(line -> line.get("error").stringValue(""))
                    .containsOnly("timed out after 500 ms");
            assertThat(hanging.isLeftAlone()).isTrue();
        }
    }

    @Test
    @DisplayName("checks ten thousand targets in bounded memory and without an error of its own")
    void checksTenThousandTargets() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            server.setExecutor(threads);
            server.createContext("/", exchange -> {
                try (exchange) {
                    exchange.sendResponseHeaders(204, -1);
                }
            });
            server.start();
            String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
            Path list = folder.resolve("list");
            Files.write(
                    list, IntStream.range(0, 10_000).mapToObj(i -> address + i).toList());
            Process process =
                    Program.start(List.of("-Xmx512m"), "--json", "--rounds", "1", "--timeout", "20s", "@" + list);
            List<JsonNode> lines = Program.json(process.inputReader().lines().collect(Collectors.joining("\n")));
            assertThat(errors(process)).isEmpty();
            assertThat(exitCode(process)).isZero();
            assertThat(lines).hasSize(10_001);
            assertThat(lines.getLast().get("summary").get("ok").intValue()).isEqualTo(10_000);
        } finally {
            server.stop(0);
        }
    }
}
