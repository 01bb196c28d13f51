package io.photons.top;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which nodes of a snapshot are shown, and in which order. Deep trees do not overflow the stack. */
final class Selection {

    private final String filter;
    private final Sort sort;
    private final boolean flat;
    private final List<Node> roots;
    private final Set<Node> shown = Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * Chooses.
     *
     * @param snapshot among whose nodes
     * @param filter what the label of a node contains, in small or capital letters, that is shown with all above it and
     *     below it; empty for every node
     * @param sort the order
     * @param flat whether tasks and tickers are shown in one list, with nothing above or below
     */
    Selection(Snapshot snapshot, String filter, Sort sort, boolean flat) {
        this.filter = filter.toLowerCase(Locale.ROOT);
        this.sort = sort;
        this.flat = flat;
        if (flat) {
            roots = sort.of(list(snapshot.nodes()));
        } else {
            mark(snapshot.nodes());
            roots = among(snapshot.nodes());
        }
    }

    /** Those at the top. */
    List<Node> roots() {
        return roots;
    }

    /** Those below a node. */
    List<Node> below(Node node) {
        return flat ? List.of() : among(node.children());
    }

    private List<Node> among(List<Node> nodes) {
        return sort.of(
                filter.isEmpty()
                        ? nodes
                        : nodes.stream().filter(shown::contains).toList());
    }

    private boolean matches(Node node) {
        return filter.isEmpty() || node.label().toLowerCase(Locale.ROOT).contains(filter);
    }

    private List<Node> list(List<Node> nodes) {
        List<Node> all = new ArrayList<>();
        Deque<Node> due = new ArrayDeque<>(nodes);
        while (!due.isEmpty()) {
            Node node = due.pop();
            if ((node.isTask() || node.kind().equals("TICKER")) && matches(node)) {
                all.add(node);
            }
            node.children().reversed().forEach(due::push);
        }
        return all;
    }

    private record Step(Node node, @Nullable Step above, boolean matched) {}

    private void mark(List<Node> nodes) {
        if (filter.isEmpty()) {
            return;
        }
        Deque<Step> due = new ArrayDeque<>();
        nodes.forEach(node -> due.push(new Step(node, null, matches(node))));
        while (!due.isEmpty()) {
            Step step = due.pop();
            if (step.matched) {
                // Those above it that are marked already have been reached from another one below them.
                for (Step up = step; up != null && shown.add(up.node); up = up.above) {}
            }
            for (Node child : step.node.children()) {
                due.push(new Step(child, step, step.matched || matches(child)));
            }
        }
    }
}
