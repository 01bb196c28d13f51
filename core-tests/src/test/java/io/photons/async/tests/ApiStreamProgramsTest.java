package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.ErrorCatcher;
import io.photons.async.Promise;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import io.photons.async.TaskHolder;
import io.photons.async.TaskTree;
import io.photons.async.Tick;
import io.photons.async.Ticker;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the documentation shows of streams, of the test kit and of the task tree; where it prints, this notes. */
@DisplayName("The longer programs of the documentation")
class ApiStreamProgramsTest {

    private final List<String> printed = new ArrayList<>();
    private final Promise<Void> stop = Async.promise("stop");

    @VirtualTimeTest
    @DisplayName("S1 S2 S4 S6 S13 a streamer with work of every kind")
    void aStreamer() throws Exception {
        List<Result<Integer, String>> failures = new ArrayList<>();
        try (ResultStreamer<Integer, String> results = ResultStreamer.<Integer, String>options()
                .errorCatcher(ErrorCatcher.into(failures))
                .open(stop)) {
            results.add("one", () -> 1);
            results.addValue("two", 2);
            results.addTask("three", Async.background(() -> 3));
            results.addGenerator("many", out -> {
                for (int i = 0; i < 3; i++) {
                    out.emit(i);
                }
                results.add("late", () -> 99);
            });
            results.with("fancy")
                    .onEach(r -> printed.add("each " + r.value()))
                    .onDone(end -> printed.add("done " + end.successful()))
                    .addGenerator(out -> out.emit(7));
            results.noMoreWork();
            Optional<Result<Integer, String>> first = results.poll(Duration.ofSeconds(1));
            printed.add("first " + first.orElseThrow().context());
            for (Result<Integer, String> result : results) {
                printed.add(result.context() + " " + result.successful() + " " + result.outcome());
            }
        }
        assertThat(failures).isEmpty();
        assertThat(printed)
                .containsExactlyInAnyOrder(
                        "first two",
                        "one true Success[value=1]",
                        "three true Success[value=3]",
                        "many true Success[value=0]",
                        "many true Success[value=1]",
                        "many true Success[value=2]",
                        "each 7",
                        "fancy true Success[value=7]",
                        "done true",
                        "late true Success[value=99]")
                .containsSubsequence(
                        "many true Success[value=0]",
                        "many true Success[value=1]",
                        "many true Success[value=2]",
                        "late true Success[value=99]");
    }

    private static List<Duration> hours(int... numbers) {
        return IntStream.of(numbers).mapToObj(Duration::ofHours).toList();
    }

    @Test
    @DisplayName("E5 a run of virtual time")
    void aRunOfVirtualTime() {
        VirtualTime.run(time -> {
            List<Duration> at = new ArrayList<>();
            try (Ticker ticker = Async.tick(Duration.ofHours(3))) {
                for (Tick tick : ticker) {
                    at.add(time.elapsed());
                    if (tick.iteration() == 5) {
                        break;
                    }
                }
            }
            assertThat(at).isEqualTo(hours(0, 3, 6, 9, 12));
        });
        VirtualTime.run(7, time -> assertThat(time.seed()).isEqualTo(7));
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("E5 a test under many interleavings")
    void nothingIsLost() throws Exception {
        int[] done = new int[1];
        try (TaskHolder tasks = TaskHolder.open()) {
            for (int i = 0; i < 5; i++) {
                tasks.add(() -> done[0]++);
            }
        }
        assertThat(done).containsExactly(5);
    }

    @Test
    @DisplayName("W6 the task tree, with final future, holder, tasks, and what they wait for")
    void theTaskTree() throws Exception {
        Promise<Void> slot = Async.promise("slot");
        Promise<Void> gate = Async.promise("gate");
        try (TaskHolder probes = TaskHolder.options().name("probes").open(Async.promise("shown"))) {
            probes.add("probe-7", () -> slot.get());
            probes.add("probe-8", () -> gate.get());
            String tree = TaskTree.dump();
            while (!tree.contains("waits for Promise#slot") || !tree.contains("waits for Promise#gate")) {
                Thread.onSpinWait();
                tree = TaskTree.dump();
            }
            slot.complete(null);
            gate.complete(null);
            assertThat(tree).containsPattern("""
                    (?m)^\\S*shown\\(pending\\)
                    └─ TaskHolder#probes  2 pending
                       ├─ Task#probe-7  running \\d+ ms   waits for Promise#slot
                       └─ Task#probe-8  running \\d+ ms   waits for Promise#gate
                    """);
        }
        assertThat(TaskTree.dump()).doesNotContain("TaskHolder#probes  2");
    }

    @Test
    @DisplayName("E5 a run whose tasks all wait fails with the tree, a run inside a run is refused")
    void aRunThatComesToAStandstill() {
        assertThatThrownBy(() -> VirtualTime.run(time -> Async.promise("never").get()))
                .hasMessageContaining("Promise#never");
        VirtualTime.run(time ->
                assertThatThrownBy(() -> VirtualTime.run(inner -> {})).isInstanceOf(IllegalStateException.class));
    }
}
