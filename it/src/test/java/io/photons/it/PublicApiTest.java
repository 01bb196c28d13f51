package io.photons.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The public API")
class PublicApiTest {

    private static final String UPDATE = "mvn -q -Pquick -pl it -am test -Dtest=PublicApiTest -Dapi.update=true";

    static List<Published> modules() throws IOException {
        return Published.all();
    }

    @ParameterizedTest
    @MethodSource("modules")
    @DisplayName("is the one that was agreed upon")
    void isTheOneThatWasAgreedUpon(Published module) throws IOException {
        assertThat(module.classes())
                .as("%s is published, so this module must depend on it", module)
                .exists();
        var text = new PublicApi(module.classes(), PublicApiTest.class.getClassLoader()).text();
        if (Boolean.getBoolean("api.update")) {
            Files.createDirectories(module.dump().getParent());
            Files.writeString(module.dump(), text);
        }

        assertThat(module.dump())
                .as("what users can name has changed; if that is meant: %s", UPDATE)
                .exists();
        assertThat(text)
                .as("what users can name has changed; if that is meant: %s", UPDATE)
                .isEqualTo(Files.readString(module.dump()));
    }

    @Test
    @DisplayName("is written down whole")
    void isWrittenDownWhole(@TempDir Path directory) throws IOException {
        var sources = Map.of(
                "module-info",
                """
                module sample {
                    exports sample;
                    exports sample.friend to java.sql, java.logging;
                    requires static java.logging;
                    requires transitive java.sql;
                    uses Runnable;
                }""",
                "sample/Shape",
                """
                package sample;
                public abstract sealed class Shape<T extends Comparable<? super T>> extends Hidden<T>
                        implements Cloneable permits Shape.Open, Shape.Secret {
                    public static final String NAME = "shape";
                    public static final int[] NONE = {};
                    static final int INTERNAL = 1;
                    protected Shape(T size) {}
                    Shape() {}
                    @Deprecated(forRemoval = true)
                    public final <X extends Exception> int[][] sizes(java.util.List<? extends T>... more) throws X { return null; }
                    protected abstract T size(long number);
                    void internal() {}
                    @Override public String toString() { return ""; }
                    public static non-sealed class Open extends Shape<String> {
                        @Override protected String size(long number) { return ""; }
                        public record Point(int x, java.util.List<?> names) {}
                    }
                    static final class Secret extends Shape<String> {
                        @Override protected String size(long number) { return ""; }
                        public static class Unreachable {}
                    }
                }
                class Hidden<U> implements Runnable {
                    public U inherited(U... values) { return null; }
                    public String toString() { return "hidden"; }
                    protected void alsoInherited() {}
                    public void run() {}
                }""",
                "sample/Mark",
                """
                package sample;
                public @interface Mark {
                    int[] numbers() default {1, 2};
                    String text();
                    enum Kind { TWO, ONE }
                }""",
                "sample/friend/Friend",
                "package sample.friend; public interface Friend { default void greet() {} }");
        var classes = compile(sources, directory);

        try (var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            assertThat(new PublicApi(classes, loader).text()).isEqualTo("""
                            module sample
                                exports sample
                                exports sample.friend to java.logging, java.sql
                                requires static java.logging
                                requires transitive java.sql
                                uses java.lang.Runnable

                            public @interface Mark
                                public int[] numbers() default [1, 2]
                                public String text()

                            public enum Mark.Kind
                                public static final Mark.Kind ONE
                                public static final Mark.Kind TWO
                                public static Mark.Kind valueOf(String)
                                public static Mark.Kind[] values()

                            public abstract sealed class Shape<T extends Comparable<? super T>> implements Cloneable, Runnable permits Shape.Open, …
                                public static final String NAME = shape
                                public static final int[] NONE
                                protected Shape(T)
                                protected void alsoInherited()
                                public U inherited(U...)
                                public void run()
                                protected abstract T size(long)
                                @Deprecated(forRemoval=true) public final <X extends Exception> int[][] sizes(java.util.List<? extends T>...) throws X
                                public String toString()

                            public static non-sealed class Shape.Open extends Shape<String>
                                public Shape.Open()
                                protected String size(long)

                            public record Shape.Open.Point(int x, java.util.List<?> names)
                                public Shape.Open.Point(int, java.util.List<?>)
                                public boolean equals(Object)
                                public int hashCode()
                                public java.util.List<?> names()
                                public String toString()
                                public int x()

                            public interface Friend
                                public default void greet()
                            """);
        }
    }

    private static Path compile(Map<String, String> sources, Path directory) throws IOException {
        var classes = directory.resolve("classes");
        var line = new ArrayList<>(List.of("-d", classes.toString(), "-Xlint:none", "--release", "21"));
        for (var source : sources.entrySet()) {
            var file = directory.resolve(source.getKey() + ".java");
            Files.createDirectories(file.getParent());
            line.add(Files.writeString(file, source.getValue()).toString());
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, line.toArray(String[]::new)))
                .isZero();
        return classes;
    }
}
