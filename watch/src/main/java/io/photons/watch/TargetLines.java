package io.photons.watch;

import io.photons.terminal.BadArgument;
import io.photons.terminal.Printable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The lines of a list of targets, read one by one and never more than there may be. */
final class TargetLines {

    /** As much of a list as is read. */
    private static final int MOST_CHARS = 64_000_000;

    /** A target and a comment. */
    private static final int LONGEST_LINE = 2 * TargetSyntax.LONGEST;

    private static final int BYTE_ORDER_MARK = 0xfeff;
    private static final int NONE = -2;

    private final String name;
    private final Reader in;
    private int count;
    private int number;
    private int pushedBack = NONE;

    /**
     * Begins to read.
     *
     * @param name what the list is called, safe to print
     * @param in its bytes; the caller closes it
     */
    TargetLines(String name, InputStream in) {
        this.name = name;
        // A decoder of its own reports what is no text; one made from the name of the encoding would replace it.
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    }

    /** The number of the line that was read last, from 1. */
    int number() {
        return number;
    }

    /**
     * Reads the next line.
     *
     * @return it, without its end, or null if there is none
     * @throws BadArgument if the list cannot be read, or is too long, or is no text
     */
    @Nullable
    String next() {
        try {
            int c = read();
            if (c == BYTE_ORDER_MARK && number == 0) {
                c = read();
            }
            if (c < 0) {
                return null;
            }
            number++;
            return line(c);
        } catch (CharacterCodingException e) {
            throw new BadArgument(name + ": is not UTF-8 text");
        } catch (IOException e) {
            throw new BadArgument(name + ": cannot be read: " + Printable.of(String.valueOf(e.getMessage()), 100));
        }
    }

    private String line(int first) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = first;
        while (c >= 0 && c != '\n' && c != '\r') {
            if (line.length() == LONGEST_LINE) {
                throw new BadArgument(name + ", line " + number + ": is longer than " + LONGEST_LINE + " characters");
            }
            line.append((char) c);
            c = read();
        }
        if (c == '\r') {
            int after = read();
            pushedBack = after == '\n' ? NONE : after;
        }
        return line.toString();
    }

    private int read() throws IOException {
        if (pushedBack != NONE) {
            int c = pushedBack;
            pushedBack = NONE;
            return c;
        }
        if (count++ == MOST_CHARS) {
            throw new BadArgument(name + ": is longer than " + MOST_CHARS / 1_000_000 + " million characters");
        }
        return in.read();
    }
}
