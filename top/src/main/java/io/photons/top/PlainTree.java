package io.photons.top;

import io.photons.terminal.Output;
import io.photons.terminal.Printable;
import io.photons.top.Row.Branches;
import io.photons.top.Row.Folds;
import java.io.IOException;

/** The whole tree as plain text. */
final class PlainTree {

    private static final int AGE = 14;
    private static final int STATE = 11;

    private final Output output;

    PlainTree(Output output) {
        this.output = output;
    }

    /** Writes a snapshot. */
    void write(Jvm jvm, Snapshot snapshot, Selection selection, Folds folds) throws IOException {
        boolean lines = output.charset().newEncoder().canEncode(Branches.LINES.characters());
        StringBuilder text = new StringBuilder();
        line(text, jvm.pid() + " " + Printable.of(jvm.name(), 200));
        line(text, Words.counts(snapshot));
        for (Row row : Rows.of(selection, folds, lines ? Branches.LINES : Branches.ASCII)) {
            line(text, line(row));
        }
        output.write(text.toString().getBytes(output.charset()));
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append(System.lineSeparator());
    }

    private static String line(Row row) {
        if (row.call() != null) {
            return " ".repeat(AGE + STATE) + row.indent() + "at " + Words.call(row.call());
        }
        Node node = row.node();
        String waiting = Words.waiting(node);
        return padded(Words.state(node), STATE)
                + padded(Words.age(node), AGE)
                + row.indent()
                + Words.label(node)
                + (waiting.isEmpty() ? "" : "  " + waiting);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
