package io.photons.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.photons.terminal.BadArgument;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A flight recording of the watch program")
class FlightRecordingTest {

    /** As the launcher starts it. */
    private static final List<String> LAUNCHER =
            List.of("-Xlog:disable", "-Xlog:all=warning:stderr", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    @TempDir
    Path folder;

    @Test
    @DisplayName("holds each check as a task, also the one that was cancelled, and nothing lies beside it")
    void holdsEachCheck() throws Exception {
        String up;
        String stuck;
        Path file = Files.writeString(folder.resolve("watch.jfr"), "the one of last time");
        try (FakeServer answering = FakeServer.saying("HTTP/1.1 200 OK\r\n\r\n");
                FakeServer hanging = FakeServer.hanging()) {
            up = answering.address();
            stuck = hanging.address();
            Process process = Program.start(
                    LAUNCHER, "--json", "--rounds", "1", "--timeout", "300ms", "--jfr", file.toString(), up, stuck);
            String out = process.inputReader().lines().collect(Collectors.joining("\n"));
            String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(errors).isEmpty();
            assertThat(Program.json(out)).hasSize(3);
            assertThat(process.exitValue()).isEqualTo(1);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        assertThat(events)
                .filteredOn(event -> event.getEventType().getName().equals("io.photons.async.Task")
                        && "ResultStreamer".equals(event.getString("scope")))
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.getString("outcome")).isEqualTo("succeeded"));
        assertThat(events)
                .filteredOn(event -> event.getEventType().getName().equals("io.photons.async.Task")
                        && up.equals(event.getString("name")))
                .hasSize(1);
        assertThat(events)
                .filteredOn(event -> event.getEventType().getName().equals("io.photons.async.CancelRequested")
                        && stuck.equals(event.getString("name")))
                .hasSize(1)
                .allSatisfy(event -> assertThat(event.getString("reason")).isEqualTo("timed out"));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    @DisplayName("has its place looked at before the first check")
    void hasItsPlaceLookedAtFirst() {
        for (String bad : List.of("", folder.toString(), folder + "/none/watch.jfr")) {
            assertThatExceptionOfType(BadArgument.class).isThrownBy(() -> FlightRecording.placeOf(bad));
        }
        Program program = Program.run("--jfr", folder.toString());
        assertThat(program.code()).isEqualTo(2);
        assertThat(program.err()).contains("--jfr: ", "is not a file").hasLineCount(1);
    }
}
