package io.photons.async.tests;

import io.photons.async.TaskSnapshot;
import io.photons.async.TaskTree;
import java.util.ArrayList;
import java.util.List;

/** The nodes of a task tree, one after the other. */
final class Tree {

    private Tree() {}

    static List<TaskSnapshot.Node> all(TaskSnapshot snapshot) {
        List<TaskSnapshot.Node> all = new ArrayList<>(snapshot.nodes());
        for (int i = 0; i < all.size(); i++) {
            all.addAll(all.get(i).children());
        }
        return all;
    }

    static List<TaskSnapshot.Node> all() {
        return all(TaskTree.snapshot());
    }

    /** The one node with a label. */
    static TaskSnapshot.Node find(String label) {
        List<TaskSnapshot.Node> found =
                all().stream().filter(node -> node.label().equals(label)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " nodes " + label + " in\n" + TaskTree.dump());
        }
        return found.getFirst();
    }

    static List<String> labels() {
        return all().stream().map(TaskSnapshot.Node::label).toList();
    }
}
