package io.photons.watch;

import io.photons.terminal.BadArgument;
import io.photons.terminal.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The targets of a command line, with the lists that it names ({@code @FILE}, {@code -}) read in. */
final class TargetList {

    /** What a target takes in memory when there is much to tell of it, generously. */
    private static final int TARGET_BYTES = 4 << 10;

    private static final int MOST_TARGETS =
            (int) Math.min(1_000_000, Runtime.getRuntime().maxMemory() / TARGET_BYTES);

    private final InputStream standardInput;
    private final List<Target> targets = new ArrayList<>();

    private TargetList(InputStream standardInput) {
        this.standardInput = standardInput;
    }

    /**
     * Reads all the targets that are named.
     *
     * @param arguments the command line's targets
     * @param standardInput what {@code -} reads
     * @return the targets, in order; empty only if there are no arguments
     * @throws BadArgument if an argument, or a line of a list, is not a target
     */
    static List<Target> read(List<String> arguments, InputStream standardInput) {
        TargetList list = new TargetList(standardInput);
        arguments.forEach(list::add);
        return List.copyOf(list.targets);
    }

    private void add(String argument) {
        if (argument.equals("-")) {
            addLines("-", standardInput);
        } else if (argument.startsWith("@")) {
            addFile(argument);
        } else {
            addOne(TargetSyntax.parse(argument), argument);
        }
    }

    private void addFile(String argument) {
        String name = Printable.of(argument, 200);
        try {
            Path file = Path.of(argument.substring(1));
            if (argument.length() == 1 || Files.isDirectory(file)) {
                throw new BadArgument(name + ": is not a file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                addLines(name, in);
            }
        } catch (NoSuchFileException e) {
            throw new BadArgument(name + ": no such file");
        } catch (AccessDeniedException e) {
            throw new BadArgument(name + ": no permission to read it");
        } catch (FileSystemException e) {
            throw new BadArgument(name + ": cannot be read: " + Printable.of(reason(e), 100));
        } catch (IOException | InvalidPathException e) {
            throw new BadArgument(name + ": cannot be read");
        }
    }

    private static String reason(FileSystemException e) {
        String reason = e.getReason();
        return reason == null ? "no reason given" : reason;
    }

    private void addLines(String name, InputStream in) {
        int before = targets.size();
        // Line by line: as a whole, a list of nothing but line ends would take many times its size.
        TargetLines lines = new TargetLines(name, in);
        for (String line = lines.next(); line != null; line = lines.next()) {
            String target = withoutComment(line);
            if (!target.isEmpty()) {
                addOne(parse(target, name, lines.number()), name);
            }
        }
        if (targets.size() == before) {
            throw new BadArgument(name + ": lists no targets");
        }
    }

    private static Target parse(String target, String name, int line) {
        try {
            return TargetSyntax.parse(target);
        } catch (BadArgument e) {
            throw new BadArgument(name + ", line " + line + ": " + e.getMessage());
        }
    }

    private void addOne(Target target, String source) {
        if (targets.size() == MOST_TARGETS) {
            throw new BadArgument(
                    Printable.of(source, 200) + ": more than " + MOST_TARGETS + " targets do not fit into the memory");
        }
        targets.add(target);
    }

    /** A comment begins with a {@code #} at the start of the line or after white space: addresses may have one too. */
    private static String withoutComment(String line) {
        for (int at = 0; at < line.length(); at++) {
            if (line.charAt(at) == '#' && (at == 0 || Character.isWhitespace(line.charAt(at - 1)))) {
                return line.substring(0, at).strip();
            }
        }
        return line.strip();
    }
}
