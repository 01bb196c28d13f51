package io.photons.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.photons.async.testkit.LeakCheck;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@DisplayName("Rounds of checks of every hostile server at once")
@ExtendWith(LeakCheck.class)
class HostileRoundTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
    private static final int WELL = 5;

    private final Map<String, FakeServer> servers = new LinkedHashMap<>();

    @AfterEach
    void close() throws IOException {
        for (FakeServer server : servers.values()) {
            server.close();
        }
    }

    private void add(String scheme, FakeServer server) {
        servers.put(scheme + "://127.0.0.1:" + server.port() + "/", server);
    }

    private void saying(String answer) throws IOException {
        add("http", FakeServer.saying(answer));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private List<String> hostile() throws IOException {
        int before = servers.size();
        add("http", FakeServer.hanging());
        add("http", FakeServer.dripping(OK + "X: y"));
        add("http", FakeServer.dripping(OK + "\r\nbody"));
        add("http", FakeServer.flooding(bytes(OK + "\r\n"), new byte[8192]));
        add("http", FakeServer.flooding(bytes(CHUNKED), bytes("1\r\nx\r\n".repeat(1000))));
        add("http", FakeServer.flooding(bytes(OK), bytes("X: y\r\n".repeat(1000))));
        add("http", FakeServer.flooding(bytes(OK + "X: "), bytes("y".repeat(8192))));
        add("http", FakeServer.flooding(bytes(""), bytes("HTTP/1.1 102 Wait\r\n\r\n".repeat(100))));
        add("https", FakeServer.hanging());
        add("https", FakeServer.dripping("\u0016\u0003\u0003@\u0000\u0002\u0000\u0010\u0000\u0000"));
        add("https", FakeServer.flooding(bytes(""), new byte[] {21, 3, 3, 0, 2, 1, 90}));
        add("https", FakeServer.saying("HTTP/1.1 200 OK\r\n\r\n"));
        saying("");
        saying("HTTP/1.1 2");
        saying(OK + "Content-Le");
        saying(OK + "Content-Length: 9\r\n\r\nhi");
        saying(OK + "Content-Length: -9\r\n\r\nhi");
        saying(OK + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nhi");
        saying(CHUNKED + "-1\r\nhi");
        saying("HTTP/1.1 000 Zero\r\n\r\n");
        saying("HTTP/1.1 500 \u001b[2J\u009b31m\u00ff\u0000\r\n\r\n");
        saying("\u001b]0;owned\u0007\u00ff\u00fe\r\n{\"round\":1}\n");
        saying("HTTP/1.1 302 F\r\nLocation: /again\r\n\r\n");
        saying("HTTP/1.1 302 F\r\nLocation: file:///etc/passwd\r\n\r\n");
        saying("HTTP/1.1 302 F\r\nLocation: \u001b[31m\"}\u0085\u009b\r\n\r\n");
        saying("HTTP/1.1 302 F\r\nLocation: http://a_b.invalid./\r\n\r\n");
        return List.copyOf(servers.keySet()).subList(before, servers.size());
    }

    private List<String> well() throws IOException {
        List<String> targets = new ArrayList<>();
        for (int i = 0; i < WELL; i++) {
            FakeServer server = FakeServer.saying(OK + "Content-Length: 2\r\n\r\nhi");
            servers.put(server.address(), server);
            targets.add(server.address());
        }
        return targets;
    }

    private static Program rounds(List<String> targets, int rounds, String timeout) {
        List<String> arguments = new ArrayList<>(
                List.of("--json", "--every", "0", "--rounds", String.valueOf(rounds), "--timeout", timeout));
        arguments.addAll(targets);
        return Program.run(arguments.toArray(String[]::new));
    }

    @Test
    @DisplayName("end, hold up nobody who is well, and keep each line of JSON whole")
    void end() throws Exception {
        List<String> targets = new ArrayList<>(hostile());
        List<String> well = well();
        targets.addAll(well);
        Program program = rounds(targets, 1, "4s");
        assertThat(program.err()).isEmpty();
        assertThat(program.code()).isEqualTo(1);
        assertThat(program.out()).matches("[\\x20-\\x7e\\n]*").doesNotContain("fault");
        List<JsonNode> checks = program.json().subList(0, targets.size());
        assertThat(checks.stream().map(check -> check.get("target").stringValue()))
                .containsExactlyInAnyOrderElementsOf(targets);
        List<JsonNode> wellChecks = checks.stream()
                .filter(check -> well.contains(check.get("target").stringValue()))
                .toList();
        assertThat(wellChecks)
                .hasSize(WELL)
                .allSatisfy(check -> assertThat(check.get("ok").booleanValue())
                        .as(check.toString())
                        .isTrue());
        // Nobody who is well waits for those that time out, though they began before.
        assertThat(checks.subList(checks.indexOf(wellChecks.getLast()), checks.size()))
                .extracting(check -> check.get("error").stringValue(""))
                .contains("timed out after 4 s");
        JsonNode summary = program.json().getLast().get("summary");
        assertThat(summary.get("checks").intValue()).isEqualTo(targets.size());
        // Those that hang or drip; a name or a flood may take as long on a machine that is busy.
        assertThat(summary.get("timed_out").intValue()).isBetween(5, 7);
    }

    @Test
    @DisplayName("leave no task, no thread, no socket and no file open")
    void leaveNothingOpen() throws Exception {
        List<String> targets = hostile();
        rounds(targets, 1, "500ms");
        long files = openFiles();
        rounds(targets, 3, "500ms");
        for (Map.Entry<String, FakeServer> server : servers.entrySet()) {
            assertThat(server.getValue().isLeftAlone()).as(server.getKey()).isTrue();
        }
        awaitAtMost(HostileRoundTest::openFiles, files + 4);
        awaitAtMost(HostileRoundTest::lookupThreads, 0);
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    private static long lookupThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("name-lookup"))
                .count();
    }

    private static void awaitAtMost(LongSupplier count, long limit) {
        long began = System.nanoTime();
        while (count.getAsLong() > limit) {
            assertThat(System.nanoTime() - began).isLessThan(20_000_000_000L);
            Thread.onSpinWait();
        }
    }
}
