package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("No test sleeps")
class NoTestSleepsTest {

    private static final Pattern NOT_CODE = Pattern.compile(
            "(?s)\"\"\".*?(?<!\\\\)\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+'|/\\*.*?\\*/|//[^\\n]*");

    private static final Pattern SLEEP = Pattern.compile("\\bThread\\s*(\\.|::)\\s*sleep\\b"
            + "|\\bimport\\s+static\\s+java\\.lang\\.Thread\\.(sleep|\\*)"
            + "|\\b(NANOSECONDS|MICROSECONDS|MILLISECONDS|SECONDS|MINUTES|HOURS|DAYS)\\s*(\\.|::)\\s*sleep\\b");

    @Test
    @DisplayName("no test of any module sleeps by the wall clock")
    void noTestOfAnyModuleSleepsByTheWallClock() {
        assertThat(testSources()).as("test sources").isNotEmpty();
        assertThat(testSources()).filteredOn(source -> sleeps(read(source))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Thread .sleep(1);", "Thread\n  .sleep(1);", "run(Thread::sleep)", "TimeUnit.SECONDS .sleep(1)"})
    @DisplayName("a sleep is found")
    void aSleepIsFound(String code) {
        assertThat(sleeps(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Async.sleep(second);", "// Thread .sleep", "\"Thread .sleep\"", "/* SECONDS\n.sleep */"})
    @DisplayName("virtual sleep, comments and strings are no sleep")
    void virtualSleepCommentsAndStringsAreNoSleep(String code) {
        assertThat(sleeps(code)).isFalse();
    }

    private static boolean sleeps(String code) {
        return SLEEP.matcher(NOT_CODE.matcher(code).replaceAll(" ")).find();
    }

    private static List<Path> testSources() {
        Path root = Path.of("").toAbsolutePath().getParent();
        try (Stream<Path> modules = Files.list(root)) {
            return modules.map(module -> module.resolve("src/test"))
                    .filter(Files::isDirectory)
                    .flatMap(NoTestSleepsTest::javaFiles)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> javaFiles(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
