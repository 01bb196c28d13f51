package io.photons.stress;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * One mistake to be made in a copy of a source file of the library. Whoever checks the library must find it, or sees too
 * little: a test of the tests.
 *
 * <p>{@link #compile} makes the mistake and compiles that file against the rest of the library. A JVM with the resulting
 * directory <em>before</em> the library on its class path runs the broken copy.
 *
 * @param name what goes wrong, in a few words
 * @param file the source file's simple name, such as {@code Deferred.java}, in the package {@code io.photons.async}
 * @param was the text to replace; it must be in the file exactly once, so that the bug cannot silently cease to be one
 * @param becomes the text to put there
 */
public record PlantedBug(String name, String file, String was, String becomes) {

    private static final String PACKAGE = "io/photons/async/";

    /**
     * Compiles the broken copy.
     *
     * @param sources the root of the library's sources
     * @param classPath what the file needs to compile: the library's own classes and annotations
     * @param target an existing directory for the classes
     * @throws IllegalStateException if the text to replace is not there exactly once, or what replaces it does not compile
     */
    public void compile(Path sources, String classPath, Path target) {
        var broken = target.resolve("sources").resolve(PACKAGE).resolve(file);
        try {
            var text = Files.readString(sources.resolve(PACKAGE).resolve(file));
            var at = text.indexOf(was);
            if (at < 0 || text.indexOf(was, at + 1) >= 0) {
                throw new IllegalStateException("bug '%s' is %s in %s: %s"
                        .formatted(
                                name, at < 0 ? "nowhere to be planted" : "not to be planted in one place", file, was));
            }
            Files.createDirectories(broken.getParent());
            Files.writeString(broken, text.substring(0, at) + becomes + text.substring(at + was.length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        compileFile(broken, classPath, target);
    }

    private void compileFile(Path broken, String classPath, Path target) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("planting bugs needs a JDK; this runtime has no compiler");
        }
        var messages = new StringWriter();
        var options = List.of(
                "-d",
                target.toString(),
                "-cp",
                classPath,
                "-proc:none",
                "-implicit:none",
                "--release",
                "21",
                "-nowarn");
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var done = compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(broken))
                    .call();
            if (!done) {
                throw new IllegalStateException("bug '" + name + "' does not compile:\n" + messages);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
