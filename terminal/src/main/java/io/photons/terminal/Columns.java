package io.photons.terminal;

import org.jline.utils.AttributedString;

/** Text laid out in the columns of a terminal, of which some characters take two. */
public final class Columns {

    private Columns() {}

    /**
     * Cuts a text, with a mark at the cut, or fills it up with blanks.
     *
     * @param text the text, safe to print
     * @param columns how wide it becomes
     * @return the text in that width
     */
    public static AttributedString padded(String text, int columns) {
        AttributedString line = new AttributedString(text);
        if (line.columnLength() > columns) {
            line = AttributedString.join(
                    AttributedString.EMPTY, line.columnSubSequence(0, columns - 1), new AttributedString("~"));
        }
        return AttributedString.join(
                AttributedString.EMPTY,
                line,
                new AttributedString(" ".repeat(Math.max(0, columns - line.columnLength()))));
    }

    /**
     * Cuts a line.
     *
     * @param line the line
     * @param columns how wide it is at the most
     * @return the line, or the part of it that fits
     */
    public static AttributedString fitted(AttributedString line, int columns) {
        return line.columnLength() <= columns ? line : line.columnSubSequence(0, columns);
    }

    /**
     * Fills a text up with blanks from the left.
     *
     * @param text the text, in plain ASCII
     * @param columns how wide it becomes at the least
     * @return the text at the right of that width
     */
    public static String right(String text, int columns) {
        return " ".repeat(Math.max(0, columns - text.length())) + text;
    }
}
