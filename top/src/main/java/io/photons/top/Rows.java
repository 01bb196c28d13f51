package io.photons.top;

import io.photons.top.Row.Branches;
import io.photons.top.Row.Folds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Lays a tree out in lines. Deep trees do not overflow the stack, nor do they fill the memory with indents. */
final class Rows {

    private static final int DEEPEST_INDENT = 40;

    private final Selection selection;
    private final Folds folds;
    private final Branches branches;
    private final List<Row> rows = new ArrayList<>();
    private final Deque<Step> due = new ArrayDeque<>();

    private Rows(Selection selection, Folds folds, Branches branches) {
        this.selection = selection;
        this.folds = folds;
        this.branches = branches;
    }

    private record Step(Node node, String prefix, String indent, int depth) {}

    static List<Row> of(Selection selection, Folds folds, Branches branches) {
        return new Rows(selection, folds, branches).lay();
    }

    private List<Row> lay() {
        for (Node root : selection.roots().reversed()) {
            due.push(new Step(root, "", "", 0));
        }
        while (!due.isEmpty()) {
            Step step = due.pop();
            List<Node> below = selection.below(step.node);
            boolean collapsed = !below.isEmpty() && folds.isCollapsed(step.node);
            rows.add(new Row(step.node, step.prefix, collapsed ? count(below) : 0, null));
            boolean goesOn = !collapsed && !below.isEmpty();
            for (String call : folds.stack(step.node)) {
                rows.add(new Row(step.node, step.indent + (goesOn ? branches.through() : branches.blank()), 0, call));
            }
            if (goesOn) {
                push(step, below);
            }
        }
        return rows;
    }

    private void push(Step above, List<Node> below) {
        boolean deep = above.depth >= DEEPEST_INDENT;
        for (int i = below.size() - 1; i >= 0; i--) {
            boolean last = i == below.size() - 1;
            String prefix = above.indent + (last ? branches.last() : branches.middle());
            String indent = deep ? above.indent : above.indent + (last ? branches.blank() : branches.through());
            due.push(new Step(below.get(i), prefix, indent, above.depth + 1));
        }
    }

    private int count(List<Node> nodes) {
        int count = 0;
        Deque<Node> left = new ArrayDeque<>(nodes);
        while (!left.isEmpty()) {
            count++;
            selection.below(left.pop()).forEach(left::push);
        }
        return count;
    }
}
