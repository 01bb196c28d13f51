package io.photons.top;

import java.util.List;
import java.util.Map;

/** Nodes for tests. */
final class Nodes {

    private Nodes() {}

    static Node node(String id, String kind, String label, String state, long ageMillis, Node... children) {
        return new Node(
                id, kind, label, null, state, "", ageMillis, null, Node.NONE, Node.NONE, null, null, List.of(children));
    }

    static Node task(String id, String label, long ageMillis, Node... children) {
        return node(id, "TASK", label, "WAITING", ageMillis, children);
    }

    static Snapshot snapshot(Node... nodes) {
        return new Snapshot(Map.of("running", 1L), List.of(nodes));
    }

    /** A holder with three tasks, one of which has a holder of its own with one. */
    static Snapshot zoo() {
        Node grandchild = task("5", "Task#cub", 1000);
        Node inner = node("4", "HOLDER", "TaskHolder#den", "OPEN", 3000, grandchild);
        return snapshot(node(
                "1",
                "HOLDER",
                "TaskHolder#zoo",
                "OPEN",
                9000,
                task("2", "Task#ape", 5000),
                task("3", "Task#bear", 8000, inner),
                task("6", "Task#ant", 7000)));
    }

    static Look look(Snapshot snapshot) {
        return new Look(new Jvm(42, "zoo.Main"), snapshot, new Stacks(Map.of("6", List.of("a.B.c(D.java:1)"))));
    }
}
