package io.photons.top;

import io.photons.terminal.Columns;
import io.photons.terminal.Durations;
import io.photons.terminal.Printable;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * One picture of the tree, laid out for a window of that size. What it says is said in words; colour only repeats it.
 *
 * @param width the columns of the window
 * @param height its lines
 * @param every from one look to the next, in nanoseconds
 */
record Picture(int width, int height, long every) {

    private static final int STATE = 11;
    private static final int AGE = 9;
    private static final int WITH_WAITING = 76;
    private static final int LONGEST_NAME = 120;
    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    private static final AttributedStyle FAINT = PLAIN.faint();
    private static final AttributedStyle BOLD = PLAIN.bold();

    /** How many rows of the tree there is room for: all but the title, the counts, the head and the foot. */
    int rows() {
        return Math.max(0, height - 4);
    }

    /** The lines of the picture of a view that was laid out for it. */
    List<AttributedString> lines(Look look, View view) {
        List<AttributedString> lines = new ArrayList<>();
        lines.add(title(look, view));
        lines.add(new AttributedString(Words.counts(look.snapshot())));
        lines.add(head());
        List<Row> rows = view.rows();
        for (int i = view.top(); i < Math.min(rows.size(), view.top() + rows()); i++) {
            lines.add(row(rows.get(i), i == view.cursor()));
        }
        while (lines.size() < height - 1) {
            lines.add(AttributedString.EMPTY);
        }
        lines.add(foot(view));
        return lines.stream()
                .limit(height)
                .map(line -> Columns.fitted(line, width))
                .toList();
    }

    private AttributedString title(Look look, View view) {
        return new AttributedStringBuilder()
                .styled(BOLD, "photons top")
                .append("  " + look.jvm().pid() + " " + Printable.of(look.jvm().name(), LONGEST_NAME))
                .styled(FAINT, view.isHeld() ? "  held" : "  every " + Durations.say(every))
                .toAttributedString();
    }

    private int treeWidth() {
        int left = width - STATE - AGE - 1;
        return Math.max(4, width < WITH_WAITING ? left : left * 11 / 20);
    }

    private AttributedString head() {
        AttributedStringBuilder line = new AttributedStringBuilder().style(PLAIN.underline());
        line.append(Columns.padded("STATE", STATE))
                .append(Columns.right("AGE", AGE))
                .append(" ");
        line.append(Columns.padded("WHAT", treeWidth()));
        if (width >= WITH_WAITING) {
            line.append(Columns.padded(" WAITS FOR", width - STATE - AGE - 1 - treeWidth()));
        }
        return line.toAttributedString();
    }

    private AttributedString row(Row row, boolean marked) {
        AttributedStringBuilder line = new AttributedStringBuilder();
        if (row.call() != null) {
            String call = " ".repeat(STATE + AGE + 1) + row.indent() + "at " + Words.call(row.call());
            line.styled(FAINT, Columns.padded(call, width));
        } else {
            Node node = row.node();
            String age = Words.age(node);
            line.styled(style(node), Columns.padded(Words.state(node), STATE));
            line.append(Columns.right(
                    age.length() > AGE ? age.substring(0, age.indexOf(' ', age.indexOf(' ') + 1)) : age, AGE));
            String folded = row.hidden() == 0 ? "" : "  [+" + row.hidden() + "]";
            line.append(" ").append(Columns.padded(row.indent() + Words.label(node) + folded, treeWidth()));
            if (width >= WITH_WAITING) {
                String waiting = Words.waiting(node);
                String shown = waiting.startsWith("waits for ") ? waiting.substring(10) : waiting;
                line.append(Columns.padded(" " + shown, width - STATE - AGE - 1 - treeWidth()));
            }
        }
        AttributedString drawn = line.toAttributedString();
        return marked ? new AttributedString(drawn.toString(), PLAIN.inverse()) : drawn;
    }

    private static AttributedStyle style(Node node) {
        return switch (node.state()) {
            case "STRAGGLING" -> PLAIN.foreground(AttributedStyle.RED).bold();
            case "CANCELLING", "CLOSING" ->
                PLAIN.foreground(AttributedStyle.YELLOW).bold();
            case "RUNNING" -> PLAIN.foreground(AttributedStyle.GREEN);
            default -> FAINT;
        };
    }

    private AttributedString foot(View view) {
        if (view.isTyping()) {
            return new AttributedString("filter: " + Printable.of(view.filter()) + "_", BOLD);
        }
        int last = Math.min(view.rows().size(), view.top() + rows());
        String place = view.rows().isEmpty()
                ? "0"
                : (view.top() + 1) + "-" + last + " of " + view.rows().size();
        String filter = view.filter().isEmpty() ? "" : "  filter " + Printable.of(view.filter());
        return new AttributedString(
                place + "  sort " + view.sort().word() + (view.isFlat() ? "  flat" : "") + filter
                        + "   q quits  s sorts  / filters  t flat  space folds  + - all  enter stack  p holds",
                FAINT);
    }
}
