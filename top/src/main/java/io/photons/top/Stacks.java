package io.photons.top;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The stacks that were asked for, of one look; so many and no more, as each one costs the JVM that is looked at.
 *
 * @param byId the stacks
 */
record Stacks(Map<String, List<String>> byId) implements Row.Folds {

    private static final int MOST = 20;

    Stacks {
        byId = Map.copyOf(byId);
    }

    /** Who wants to see one. */
    interface Wanted {
        boolean isWanted(Node task);
    }

    /** Asks for the stacks of the tasks of a snapshot that are wanted. */
    static Stacks of(Attachment attachment, Snapshot snapshot, Wanted wanted) throws Trouble, InterruptedException {
        Map<String, List<String>> found = new HashMap<>();
        Deque<Node> due = new ArrayDeque<>(snapshot.nodes());
        while (!due.isEmpty() && found.size() < MOST) {
            Node node = due.pop();
            if (node.isTask() && wanted.isWanted(node) && !found.containsKey(node.id())) {
                found.put(node.id(), attachment.stack(node.id()));
            }
            node.children().reversed().forEach(due::push);
        }
        return new Stacks(found);
    }

    @Override
    public boolean isCollapsed(Node node) {
        return false;
    }

    @Override
    public List<String> stack(Node node) {
        return byId.getOrDefault(node.id(), List.of());
    }
}
