package io.photons.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@DisplayName("The guide")
@Execution(ExecutionMode.SAME_THREAD)
class GuideTest {

    private static final Path GUIDE = Path.of("..", "docs", "guide");

    @TempDir
    static Path folder;

    private static List<Page> pages() throws IOException {
        try (Stream<Path> files = Files.list(GUIDE)) {
            List<Page> pages = new ArrayList<>();
            for (Path file : files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                pages.add(Page.read(file));
            }
            return pages;
        }
    }

    @Test
    @DisplayName("has ten pages, each named in its table of contents, and no link in it leads nowhere")
    void hasTenPages() throws IOException {
        String contents = Files.readString(GUIDE.resolve("README.md"));
        assertThat(pages()).hasSize(11).allSatisfy(page -> {
            if (!page.name().equals("README")) {
                assertThat(contents).contains("(" + page.name() + ".md)");
                assertThat(page.programs()).as(page.name()).isNotEmpty();
            }
        });
        for (Page page : pages()) {
            String text = Files.readString(GUIDE.resolve(page.name() + ".md"));
            java.util.regex.Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)")
                    .matcher(text)
                    .results()
                    .forEach(link -> assertThat(GUIDE.resolve(link.group(1)))
                            .as("a link on " + page.name())
                            .exists());
        }
    }

    @TestFactory
    @DisplayName("its programs compile, run, and print what they are said to print")
    Stream<DynamicNode> programs() throws Exception {
        List<Page> pages = pages();
        ClassLoader compiled = compile(pages);
        List<DynamicNode> nodes = new ArrayList<>();
        for (Page page : pages) {
            Class<?> program = compiled.loadClass(page.className());
            Stream<DynamicNode> tests = page.programs().stream()
                    .filter(block -> block.kind() != Page.Kind.MEMBER)
                    .map(block -> dynamicTest("line " + block.line(), () -> run(program, block)));
            Stream<DynamicNode> members = Arrays.stream(program.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(VirtualTimeTest.class))
                    .map(method -> dynamicTest(method.getName(), () -> runSeeds(program, method)));
            nodes.add(dynamicContainer(page.name(), Stream.concat(tests, members)));
        }
        return nodes.stream();
    }

    private static void run(Class<?> program, Page.Program block) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            program.getMethod("printTo", PrintStream.class).invoke(null, out);
            if (block.kind() == Page.Kind.REAL) {
                invoke(program.getMethod(Page.method(block)), null);
            } else {
                Method method = program.getMethod(Page.method(block), VirtualTime.class);
                VirtualTime.run(time -> invoke(method, null, time));
            }
        }
        String said = block.prints() == null ? "" : block.prints();
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo(said);
    }

    private static void runSeeds(Class<?> program, Method method) throws Exception {
        method.setAccessible(true);
        for (long seed = 0; seed < method.getAnnotation(VirtualTimeTest.class).seeds(); seed++) {
            Object instance = program.getDeclaredConstructor().newInstance();
            VirtualTime.run(seed, time -> {
                if (method.getParameterCount() == 0) {
                    invoke(method, instance);
                } else {
                    invoke(method, instance, time);
                }
            });
        }
    }

    private static void invoke(Method method, Object instance, Object... arguments) throws Exception {
        try {
            method.invoke(instance, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        }
    }

    private static ClassLoader compile(List<Page> pages) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", folder.toString()));
        for (Page page : pages) {
            Path source = folder.resolve(page.className() + ".java");
            Files.writeString(source, page.source());
            arguments.add(source.toString());
        }
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        int code = ToolProvider.getSystemJavaCompiler()
                .run(null, complaints, complaints, arguments.toArray(String[]::new));
        assertThat(code).as(complaints.toString(StandardCharsets.UTF_8)).isZero();
        // The loader stays open: the programs run after this returns.
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, GuideTest.class.getClassLoader());
    }
}
