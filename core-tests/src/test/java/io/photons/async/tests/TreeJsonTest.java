package io.photons.async.tests;

import static io.photons.async.tests.TickTable.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.ResultStreamer;
import io.photons.async.TaskCounts;
import io.photons.async.TaskHolder;
import io.photons.async.TaskSnapshot;
import io.photons.async.TaskTree;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

@DisplayName("The task tree as JSON")
class TreeJsonTest {

    private static final ObjectMapper JACKSON = new ObjectMapper();

    private final Promise<Integer> slot = Async.promise("slot");

    @VirtualTimeTest
    @DisplayName("W6 says what the records say")
    void saysWhatTheRecordsSay(VirtualTime time) throws Exception {
        Promise<Void> stop = Async.promise("stop");
        try (TaskHolder holder = TaskHolder.options().name("probes").open(stop)) {
            holder.add("sleeping", () -> Async.sleep(seconds(9)));
            holder.add("calling", () -> Async.timeout(seconds(90)).name("call").call(() -> slot.get()));
            holder.addTask(slot);
            try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
                results.add("x", () -> slot.get());
                time.advance(Duration.ofMillis(1234));
                TaskSnapshot snapshot = TaskTree.snapshot();
                JsonNode json = JACKSON.readTree(snapshot.toJson());
                assertThat(json.propertyNames()).containsExactly("counts", "nodes");
                assertSame(json.get("counts"), snapshot.counts());
                assertSame(json.get("nodes"), snapshot.nodes());
                assertThat(Tree.all(snapshot)).hasSizeGreaterThan(7);
                assertThat(JACKSON.readTree(TaskTree.toJson())).isEqualTo(json);
            }
            slot.complete(1);
        }
    }

    private static void assertSame(JsonNode json, TaskCounts counts) {
        assertThat(json.size()).isEqualTo(TaskCounts.class.getRecordComponents().length);
        assertThat(List.of(
                        json.get("started").asLong(),
                        json.get("succeeded").asLong(),
                        json.get("failed").asLong(),
                        json.get("cancelled").asLong(),
                        json.get("runMillis").asLong(),
                        json.get("running").asLong(),
                        json.get("waiting").asLong(),
                        json.get("queued").asLong(),
                        json.get("stragglers").asLong(),
                        json.get("leftBehind").asLong(),
                        json.get("lateTicks").asLong(),
                        json.get("pendingTimers").asLong()))
                .containsExactly(
                        counts.started(),
                        counts.succeeded(),
                        counts.failed(),
                        counts.cancelled(),
                        counts.runTime().toMillis(),
                        counts.running(),
                        counts.waiting(),
                        counts.queued(),
                        counts.stragglers(),
                        counts.leftBehind(),
                        counts.lateTicks(),
                        counts.pendingTimers());
    }

    private static void assertSame(JsonNode json, List<TaskSnapshot.Node> nodes) {
        assertThat(json.size()).isEqualTo(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            JsonNode member = json.get(i);
            TaskSnapshot.Node node = nodes.get(i);
            assertThat(member.get("id").asString()).isEqualTo(node.id());
            assertThat(member.get("kind").asString()).isEqualTo(node.kind().name());
            assertThat(member.get("label").asString()).isEqualTo(node.label());
            assertThat(textOf(member, "name")).isEqualTo(node.name());
            assertThat(member.get("state").asString()).isEqualTo(node.state().name());
            assertThat(member.get("detail").asString()).isEqualTo(node.detail());
            assertThat(member.get("ageMillis").asLong()).isEqualTo(node.age().toMillis());
            assertThat(textOf(member, "waitsFor"))
                    .isEqualTo(node.waitsFor() == null ? null : node.waitsFor().what());
            assertThat(textOf(member, "leftMillis"))
                    .isEqualTo(
                            node.waitsFor() == null || node.waitsFor().left() == null
                                    ? null
                                    : "" + node.waitsFor().left().toMillis());
            assertThat(textOf(member, "remainingMillis"))
                    .isEqualTo(
                            node.remaining() == null
                                    ? null
                                    : "" + node.remaining().toMillis());
            assertSame(member.get("children"), node.children());
        }
    }

    private static String textOf(JsonNode node, String member) {
        return node.has(member) ? node.get(member).asString() : null;
    }

    @Test
    @DisplayName("W6 is JSON whatever names there are, and tells them as they are, also through UTF-8")
    void hostileNames() {
        List<String> names = List.of(
                "",
                "\"quoted\\\"",
                "a\nb\tc\r\u0000\u0001\u001f\u007f\u0085\u009b",
                "\u2028\u2029",
                "\ud83d\ude00 whole",
                "half \ud83d",
                "\ude00 other half",
                "\ude00\ud83d wrong way round",
                "}]{[,:",
                "</script>",
                "\ufeff\uffff\ufffe",
                "a".repeat(100_000));
        VirtualTime.run(time -> {
            try (TaskHolder holder = TaskHolder.options().name("\"\\\ud83d").open()) {
                for (String name : names) {
                    holder.add(name, () -> slot.get());
                }
                time.settle();
                String json = TaskTree.toJson();
                assertThat(json.chars().filter(Character::isISOControl)).isEmpty();
                byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
                JsonNode main = JACKSON.readTree(bytes).get("nodes").get(0);
                JsonNode shown = main.get("children").get(0);
                assertThat(shown.get("name").asString()).isEqualTo("\"\\\ud83d");
                for (int i = 0; i < names.size(); i++) {
                    JsonNode task = shown.get("children").get(i);
                    assertThat(task.get("name").asString()).isEqualTo(names.get(i));
                    assertThat(task.get("label").asString()).isEqualTo("Task#" + names.get(i));
                }
                assertThat(TaskTree.dump().lines()).as("one line each").hasSize(names.size() + 2);
                slot.complete(1);
            }
        });
    }

    @VirtualTimeTest
    @DisplayName("W6 an error whose message is hostile is told while the callbacks of its task run")
    void hostileMessages(VirtualTime time) throws Exception {
        String message = "\"\\\n\ud83d";
        Promise<String> json = Async.promise("json");
        Async.task("failing")
                .silent()
                .start(() -> {
                    throw new IllegalStateException(message);
                })
                .onDone(ended -> json.complete(TaskTree.toJson()));
        JsonNode failing = JACKSON.readTree(json.get()).get("nodes").get(1);
        assertThat(failing.get("detail").asString()).isEqualTo("exception:IllegalStateException:" + message);
    }
}
