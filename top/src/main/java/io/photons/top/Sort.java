package io.photons.top;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** An order among the nodes that belong to the same one. */
enum Sort {
    /** As they were opened and started. */
    TREE,
    /** The oldest first. */
    AGE,
    /** By label. */
    NAME,
    /** Those first that somebody should look at. */
    STATE;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Sort next() {
        return switch (this) {
            case TREE -> AGE;
            case AGE -> NAME;
            case NAME -> STATE;
            case STATE -> TREE;
        };
    }

    List<Node> of(List<Node> nodes) {
        return switch (this) {
            case TREE -> nodes;
            case AGE -> sorted(nodes, Comparator.comparingLong(node -> -node.ageMillis()));
            case NAME -> sorted(nodes, Comparator.comparing(Node::label));
            case STATE -> sorted(nodes, Comparator.comparingInt(node -> urgency(node.state())));
        };
    }

    private static List<Node> sorted(List<Node> nodes, Comparator<Node> order) {
        return nodes.size() < 2 ? nodes : nodes.stream().sorted(order).toList();
    }

    private static int urgency(String state) {
        return switch (state) {
            case "STRAGGLING" -> 0;
            case "CANCELLING" -> 1;
            case "CLOSING" -> 2;
            case "RUNNING" -> 3;
            case "QUEUED" -> 4;
            case "WAITING" -> 5;
            default -> 6;
        };
    }
}
