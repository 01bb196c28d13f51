package io.photons.async;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws a snapshot as text. Deep trees do not overflow the stack. */
final class TreeText {

    private record Branch(TaskSnapshot.Node node, String prefix, String indent) {}

    private TreeText() {}

    static String of(List<TaskSnapshot.Node> nodes) {
        if (nodes.isEmpty()) {
            return "(nothing runs)\n";
        }
        StringBuilder text = new StringBuilder();
        ArrayDeque<Branch> due = new ArrayDeque<>();
        for (TaskSnapshot.Node node : nodes.reversed()) {
            due.push(new Branch(node, "", ""));
        }
        while (!due.isEmpty()) {
            Branch next = due.pop();
            text.append(next.prefix()).append(line(next.node())).append('\n');
            List<TaskSnapshot.Node> children = next.node().children();
            for (int i = children.size() - 1; i >= 0; i--) {
                boolean last = i == children.size() - 1;
                due.push(new Branch(
                        children.get(i),
                        next.indent() + (last ? "└─ " : "├─ "),
                        next.indent() + (last ? "   " : "│  ")));
            }
        }
        return text.toString();
    }

    static String line(TaskSnapshot.Node node) {
        StringBuilder line = new StringBuilder();
        switch (node.kind()) {
            case FUTURE ->
                line.append(node.label()).append('(').append(node.detail()).append(')');
            case TASK -> task(line, node);
            case HOLDER, STREAMER, SUBSCRIPTIONS -> {
                line.append(node.label()).append("  ").append(node.detail());
                if (node.state() == TaskSnapshot.State.CLOSING) {
                    line.append("   closing");
                }
            }
            case TICKER -> line.append(node.label()).append("  ").append(node.detail());
        }
        wait(line, node.waitsFor());
        TaskSnapshot.Origin origin = node.origin();
        if (origin != null) {
            line.append("   started");
            if (origin.starter() != null) {
                line.append(" by ").append(origin.starter());
            }
            line.append(" at ").append(origin.place());
        }
        return printable(line);
    }

    private static void task(StringBuilder line, TaskSnapshot.Node node) {
        String word = switch (node.state()) {
            case ENDED -> node.detail();
            case QUEUED -> "queued";
            case CANCELLING -> "cancelling";
            case STRAGGLING -> "straggling";
            // That it waits is told by what it waits for.
            default -> "running";
        };
        line.append(node.label()).append("  ").append(word).append(' ').append(Spans.words(node.age()));
    }

    private static void wait(StringBuilder line, TaskSnapshot.@Nullable Wait wait) {
        if (wait == null) {
            return;
        }
        line.append("   waits for ").append(wait.what());
        Duration left = wait.left();
        if (left != null) {
            line.append(" (").append(Spans.words(left)).append(" left)");
        }
    }

    /** A name is anybody's text: one line stays one line, and no terminal is told anything. */
    private static String printable(StringBuilder line) {
        for (int i = 0; i < line.length(); i++) {
            if (Character.isISOControl(line.charAt(i))) {
                line.setCharAt(i, '\ufffd');
            }
        }
        return line.toString();
    }
}
