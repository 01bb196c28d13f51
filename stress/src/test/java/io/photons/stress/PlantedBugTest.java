package io.photons.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlantedBugTest {

    private static final Path SOURCES = Path.of(System.getProperty("photons.core.sources"));
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    @TempDir
    Path directory;

    @Test
    void aBrokenCopyTakesThePlaceOfTheClass() throws Exception {
        var bug = new PlantedBug("ends are all called values", "Outcome.java", "no such text", "");
        assertThatThrownBy(() -> bug.compile(SOURCES, CLASS_PATH, directory))
                .as("no such text")
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ends are all called values");

        new PlantedBug(
                        "another word for pending",
                        "Deferred.java",
                        "case null -> \"pending\"",
                        "case null -> \"planted\"")
                .compile(SOURCES, CLASS_PATH, directory);

        var found = new String[1];
        try (var broken = broken()) {
            var promise = broken.loadClass("io.photons.async.Async")
                    .getMethod("promise", String.class)
                    .invoke(null, "final");
            found[0] = promise.toString();
        }
        assertThat(found[0]).contains("planted");
    }

    @Test
    void aBugThatDoesNotCompileSaysSo() {
        assertThatThrownBy(() -> new PlantedBug("nonsense", "Promise.java", "public sealed class", "class class")
                        .compile(SOURCES, CLASS_PATH, directory))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nonsense")
                .hasMessageContaining("does not compile");
    }

    /** Classes of the broken copy first, then the library's, and neither from the class path of this test. */
    private URLClassLoader broken() throws IOException {
        var entries = CLASS_PATH.split(System.getProperty("path.separator"), -1);
        var urls = new URL[entries.length + 1];
        urls[0] = directory.toUri().toURL();
        for (var i = 0; i < entries.length; i++) {
            urls[i + 1] = Path.of(entries[i]).toUri().toURL();
        }
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }
}
