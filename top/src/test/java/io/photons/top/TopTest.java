package io.photons.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@DisplayName("The program on another JVM")
class TopTest {

    private static List<String> labels(JsonNode nodes) {
        List<String> labels = new ArrayList<>();
        for (JsonNode node : nodes) {
            labels.add(node.get("label").stringValue());
            labels.addAll(labels(node.get("children")));
        }
        return labels;
    }

    private static void assertOneLine(Program program, String words) {
        assertThat(program.code()).isEqualTo(1);
        assertThat(program.out()).isEmpty();
        assertThat(program.err()).hasLineCount(1).startsWith("photons top: ").contains(words);
        assertThat(program.err().stripTrailing()).doesNotContainPattern("\\p{Cc}");
    }

    @Test
    @DisplayName("shows the tree as text, with stacks, and nothing that a terminal would obey")
    void showsTheTreeAsText() throws Exception {
        try (Child zoo = Child.zoo(3)) {
            Program program = Program.run(zoo.id(), "--once", "--stack", "sleeper-1");
            assertThat(program.err()).isEmpty();
            assertThat(program.code()).isZero();
            assertThat(program.out())
                    .startsWith(zoo.id() + " ")
                    .contains("Promise#zoo", "TaskHolder", "Task#sleeper-0", "Task#clock", "Ticker every 50 ms")
                    .containsPattern("waits for sleep \\((59|60) min")
                    .contains("at io.photons.async.Async.sleep", "evil");
            assertThat(program.out().replace("\n", "").replace("\r", "")).doesNotContainPattern("[\\p{Cc}\u202e]");
        }
    }

    @Test
    @DisplayName("tells the tree as one line of plain ASCII that holds the very names")
    void tellsTheTreeAsJson() throws Exception {
        try (Child zoo = Child.zoo(3)) {
            Program program = Program.run(zoo.id(), "--once", "--json", "--stack", "sleeper-2");
            assertThat(program.err()).isEmpty();
            assertThat(program.code()).isZero();
            assertThat(program.out()).hasLineCount(1);
            assertThat(program.out().stripTrailing()).matches("[ -~]+");
            JsonNode told = program.json().getFirst();
            assertThat(told.get("pid").longValue()).isEqualTo(zoo.pid());
            assertThat(told.get("counts").get("started").longValue()).isGreaterThanOrEqualTo(5);
            assertThat(labels(told.get("nodes"))).contains("Task#sleeper-0", "Task#" + Zoo.HOSTILE);
            assertThat(told.toString()).contains("io.photons.async.Async.sleep");
        }
    }

    @Test
    @DisplayName("shows only what has a name and what is above it, or tasks in one list")
    void showsOnlyWhatHasAName() throws Exception {
        try (Child zoo = Child.zoo(30)) {
            JsonNode one = Program.run(zoo.id(), "--once", "--json", "--filter", "SLEEPER-7")
                    .json()
                    .getFirst();
            assertThat(labels(one.get("nodes")))
                    .hasSize(3)
                    .startsWith("Promise#zoo")
                    .endsWith("Task#sleeper-7");
            JsonNode flat = Program.run(
                            zoo.id(), "--once", "--json", "--flat", "--sort", "name", "--filter", "sleeper-1")
                    .json()
                    .getFirst();
            assertThat(labels(flat.get("nodes"))).hasSize(11).isSorted();
        }
    }

    @Test
    @DisplayName("takes ten thousand tasks in one look")
    void takesTenThousandTasks() throws Exception {
        try (Child zoo = Child.zoo(10_000)) {
            Program program = Program.run(zoo.id(), "--once", "--json");
            assertThat(program.err()).isEmpty();
            assertThat(labels(program.json().getFirst().get("nodes"))).hasSizeGreaterThan(10_000);
        }
    }

    @Test
    @DisplayName("looks again and again until the JVM has ended, and says so")
    void looksAgainAndAgain() throws Exception {
        try (Child zoo = Child.zoo(1)) {
            AtomicInteger lines = new AtomicInteger();
            OutputStream counting = new OutputStream() {
                @Override
                public void write(int b) {
                    throw new IllegalStateException("not byte by byte");
                }

                @Override
                public void write(byte[] bytes) throws IOException {
                    assertThat(new String(bytes, StandardCharsets.US_ASCII)).endsWith("}\n");
                    if (lines.incrementAndGet() == 3) {
                        try {
                            zoo.kill();
                        } catch (InterruptedException e) {
                            throw new IOException(e);
                        }
                    }
                }
            };
            Program program = Program.runInto(counting, zoo.id(), "--json", "--every", "100ms");
            assertOneLine(program, "the JVM " + zoo.id() + " has ended");
            assertThat(lines).hasValue(3);
        }
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    @DisplayName("stops on a signal, in the middle of what it shows")
    void stopsOnASignal(String signal, int code) throws Exception {
        try (Child zoo = Child.zoo(1);
                Child top = Child.top(zoo.id(), "--json", "--every", "100ms")) {
            assertThat(top.process().inputReader().readLine()).startsWith("{\"pid\":" + zoo.id());
            new ProcessBuilder("kill", "-" + signal, top.id()).start().waitFor();
            top.process().inputReader().transferTo(Writer.nullWriter());
            assertThat(top.process().waitFor()).isEqualTo(code);
            assertThat(zoo.process().isAlive()).isTrue();
        }
    }

    @Test
    @DisplayName("ends quietly when nobody reads any more")
    void endsQuietly() throws Exception {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        try (Child zoo = Child.zoo(1)) {
            Program program = Program.runInto(closed, zoo.id(), "--json");
            assertThat(program.code()).isEqualTo(141);
            assertThat(program.err()).isEmpty();
        }
    }

    @Test
    @DisplayName("leaves what another one looks at as it is, and takes its own away")
    void leavesWhatAnotherOneLooksAt() throws Exception {
        try (Child zoo = Child.zoo(1)) {
            Attachment first = Attachment.to(zoo.pid());
            try (Attachment second = Attachment.to(zoo.pid())) {
                assertThat(second.snapshot().nodes()).isNotEmpty();
                first.close();
                assertThat(second.snapshot().nodes()).isNotEmpty();
            }
        }
    }

    @Test
    @DisplayName("lists the JVMs, and marks those with Photons")
    void listsTheJvms() throws Exception {
        try (Child zoo = Child.zoo(1);
                Child idle = Child.idle(Map.of())) {
            Program program = Program.run();
            assertThat(program.code()).isZero();
            assertThat(program.out().lines().filter(line -> line.contains(" " + zoo.id() + " ")))
                    .singleElement()
                    .asString()
                    .contains("yes", "Zoo");
            assertThat(program.out().lines().filter(line -> line.contains(" " + idle.id() + " ")))
                    .singleElement()
                    .asString()
                    .contains("  -  ", "Idle");
        }
    }

    @Test
    @DisplayName("says that there is no such process, or that it is no JVM, which it leaves in peace")
    void saysThatItIsNoJvm() throws Exception {
        Child gone = Child.other();
        gone.kill();
        assertOneLine(Program.run(gone.id()), "there is no process " + gone.id());
        try (Child other = Child.other()) {
            assertOneLine(Program.run(other.id()), "is not a JVM");
            assertThat(other.process().isAlive()).isTrue();
        }
        String own = String.valueOf(ProcessHandle.current().pid());
        assertOneLine(Program.run(own), "is this program itself");
    }

    @Test
    @DisplayName("says that a JVM has no Photons")
    void saysThatAJvmHasNoPhotons() throws Exception {
        try (Child idle = Child.idle(Map.of())) {
            assertOneLine(Program.run(idle.id(), "--once"), "has no Photons on its class path");
        }
    }

    @Test
    @DisplayName("says that a JVM lets nobody attach, having done nothing to it")
    void saysThatAJvmLetsNobodyAttach() throws Exception {
        String refusal = "-XX:+DisableAttachMechanism";
        try (Child told = Child.idle(Map.of(), refusal);
                Child hidden = Child.idle(Map.of("JDK_JAVA_OPTIONS", refusal))) {
            assertOneLine(Program.run(told.id()), refusal);
            assertOneLine(Program.run(hidden.id()), refusal);
        }
    }

    @Test
    @DisplayName("opens nothing to the network: a JVM whose agent would take strangers is left alone")
    void opensNothingToTheNetwork() throws Exception {
        try (Child idle = Child.idle(Map.of(), "-Dcom.sun.management.jmxremote.local.only=false")) {
            assertThatExceptionOfType(Trouble.class)
                    .isThrownBy(() -> Attachment.to(idle.pid()))
                    .withMessageContaining("open to the network");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "x,PID: 'x' is not the number of a process",
        "0,PID: '0' is not the number of a process",
        "99999999999,is not the number of a process",
        "1 --every 1ms,--every: must be at least 100ms",
        "1 --sort size,--sort: 'size' is none of",
        "1 --bogus,'--bogus'",
        "--once,PID is missing",
        "1 \u001b[31m,\\x1b[31m"
    })
    @DisplayName("answers a command line that is wrong with 2 and one line that names what is")
    void answersACommandLineThatIsWrong(String arguments, String message) {
        Program program = Program.run(arguments.split(" ", -1));
        assertThat(program.code()).isEqualTo(2);
        assertThat(program.err()).hasLineCount(1).contains(message);
    }

    @Test
    @DisplayName("says what it is and how it is used")
    void saysHowItIsUsed() {
        assertThat(Program.run("--help").out()).contains("--once", "Exit codes");
        assertThat(Program.run("--version").out()).startsWith("photons top");
    }
}
