package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A flight recording")
class FlightRecordingTest {

    private static void holdsTheEvents(ChildJvm child) throws Exception {
        assertThat(child.exitCode()).as("%s", child.errors()).isZero();
        assertThat(child.out())
                .contains(
                        "Task good null succeeded null long",
                        "Task bad null failed java.io.IOException short",
                        "Task tired null cancelled null long",
                        "CancelRequested tired null enough runs as tired",
                        "Task queued TaskHolder#halls cancelled null short",
                        "Task stubborn TaskHolder#halls succeeded null long",
                        "CancelRequested stubborn TaskHolder#halls closing runs as stubborn",
                        "CancelRequested queued TaskHolder#halls closing runs as none",
                        "Straggler stubborn TaskHolder#halls PT0.05S runs as stubborn, somewhere",
                        "LateTick Ticker every 20 ms 2 late",
                        "StreamBlocked ResultStreamer#narrow 1 waited",
                        "Task null ResultStreamer#narrow succeeded null long")
                .noneMatch(line -> line.contains("before") || line.contains("after") || line.contains("unknown"))
                .doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("T6 T11 K2 S10 holds tasks, requests to cancel, stragglers, late ticks and full streams, each once")
    void holdsTheLibrarysEvents() throws Exception {
        try (ChildJvm child = ChildJvm.start(FlightProgram.class, List.of("-XX:+UseSerialGC"))) {
            holdsTheEvents(child);
        }
    }

    @Test
    @DisplayName("T6 T11 K2 S10 holds the same where the library is a module")
    void holdsTheSameOfAModule() throws Exception {
        List<String> options = List.of("-XX:+UseSerialGC", "--add-modules", "jdk.jfr");
        try (ChildJvm child = ChildJvm.startWithModule(FlightProgram.class, options)) {
            holdsTheEvents(child);
        }
    }

    @Test
    @DisplayName("T6 T11 K2 S10 is not missed: without the JDK's recorder all that it would tell of works")
    void worksWithoutARecorder() throws Exception {
        try (ChildJvm child = ChildJvm.start(FlightWork.class, List.of("--limit-modules", "java.base"))) {
            assertThat(child.exitCode()).as("%s", child.errors()).isZero();
            assertThat(child.out())
                    .containsExactly("recorder: false", "succeeded: 3, failed: 1, cancelled: 2, late ticks: 1");
        }
    }
}
