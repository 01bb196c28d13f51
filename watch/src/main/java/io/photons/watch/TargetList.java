package io.photons.watch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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

    private static final int MOST_BYTES = 64 << 20;
    private static final int MOST_TARGETS = 1_000_000;

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
        int number = 0;
        for (String line : text(name, in).split("\r\n|[\n\r]", -1)) {
            number++;
            String target = withoutComment(line);
            if (!target.isEmpty()) {
                try {
                    addOne(TargetSyntax.parse(target), name);
                } catch (BadArgument e) {
                    throw new BadArgument(name + ", line " + number + ": " + e.getMessage());
                }
            }
        }
        if (targets.size() == before) {
            throw new BadArgument(name + ": lists no targets");
        }
    }

    private void addOne(Target target, String source) {
        if (targets.size() == MOST_TARGETS) {
            throw new BadArgument(Printable.of(source, 200) + ": more than " + MOST_TARGETS + " targets");
        }
        targets.add(target);
    }

    private static String text(String name, InputStream in) {
        try {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new BadArgument(name + ": longer than " + (MOST_BYTES >> 20) + " MiB");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new BadArgument(name + ": is not UTF-8 text");
        } catch (IOException e) {
            throw new BadArgument(name + ": cannot be read: " + Printable.of(String.valueOf(e.getMessage()), 100));
        }
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
