package io.photons.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the guide, taken apart into its programs.
 *
 * <p>A block {@code java} is the body of a program that runs under virtual time, one {@code java real} runs in the real
 * world, and one {@code java member} is a test method, which runs with several seeds. A block {@code text} behind a program is
 * what it prints. A comment that begins with {@code prelude} holds what the programs of a page share and a reader need not see.
 *
 * @param name the page's file without its ending
 * @param prelude members of the class that the programs are methods of
 * @param programs the blocks of code, in their order
 */
record Page(String name, String prelude, List<Program> programs) {

    /** What surrounds a program. */
    enum Kind {
        VIRTUAL,
        REAL,
        MEMBER
    }

    /**
     * One block of code.
     *
     * @param line where it begins
     * @param kind what surrounds it
     * @param code the code
     * @param prints what it is said to print, or null if nothing is said
     */
    record Program(
            int line, Kind kind, String code, @Nullable String prints) {}

    static Page read(Path file) throws IOException {
        StringBuilder prelude = new StringBuilder();
        List<Program> programs = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at);
            if (line.equals("<!-- prelude")) {
                int end = indexOf("-->", lines, at);
                prelude.append(text(lines, at, end));
                at = end;
            } else if (line.startsWith("```")) {
                int end = indexOf("```", lines, at);
                add(programs, line.substring(3), at + 1, text(lines, at, end));
                at = end;
            }
        }
        String name = file.getFileName().toString().replace(".md", "");
        return new Page(name, prelude.toString(), programs);
    }

    private static void add(List<Program> programs, String info, int line, String text) {
        switch (info) {
            case "java" -> programs.add(new Program(line, Kind.VIRTUAL, text, null));
            case "java real" -> programs.add(new Program(line, Kind.REAL, text, null));
            case "java member" -> programs.add(new Program(line, Kind.MEMBER, text, null));
            case "text" -> {
                Program printing = programs.removeLast();
                programs.add(new Program(printing.line(), printing.kind(), printing.code(), text));
            }
            default -> {
                // Commands and build files, which other tests run.
            }
        }
    }

    private static int indexOf(String wanted, List<String> lines, int after) {
        for (int at = after + 1; at < lines.size(); at++) {
            if (lines.get(at).equals(wanted)) {
                return at;
            }
        }
        throw new IllegalArgumentException("line " + (after + 1) + " opens what nothing closes");
    }

    private static String text(List<String> lines, int from, int to) {
        return String.join("\n", lines.subList(from + 1, to)) + "\n";
    }

    /** The name of the class that the page's programs become. */
    String className() {
        return "Page" + name.replaceAll("[^A-Za-z0-9]", "_");
    }

    /** The source of that class: a method for each program. */
    String source() {
        StringBuilder source = new StringBuilder(IMPORTS);
        source.append("@SuppressWarnings(\"unused\")\npublic class ")
                .append(className())
                .append(" {\n")
                .append(PRINTING)
                .append(prelude);
        for (Program program : programs) {
            source.append("// line ").append(program.line()).append(" of the page\n");
            if (program.kind() == Kind.MEMBER) {
                source.append(program.code());
            } else {
                String parameter = program.kind() == Kind.VIRTUAL ? "VirtualTime time" : "";
                source.append("public static void ")
                        .append(method(program))
                        .append("(")
                        .append(parameter)
                        .append(") throws Exception {\n")
                        .append(program.code())
                        .append("}\n");
            }
        }
        return source.append("}\n").toString();
    }

    static String method(Program program) {
        return "line" + program.line();
    }

    private static final String IMPORTS = """
            import static org.assertj.core.api.Assertions.assertThat;

            import io.photons.async.*;
            import io.photons.async.testkit.*;
            import java.io.IOException;
            import java.io.PrintStream;
            import java.lang.management.ManagementFactory;
            import java.time.Duration;
            import java.util.ArrayList;
            import java.util.List;
            import java.util.concurrent.*;
            import java.util.stream.Stream;
            import javax.management.MBeanServer;
            import javax.management.ObjectName;

            """;

    /** What a program calls {@code System} here notes what it prints. */
    private static final String PRINTING = """
            static final class System {
                static PrintStream out;
            }
            public static void printTo(PrintStream stream) {
                System.out = stream;
            }
            """;
}
