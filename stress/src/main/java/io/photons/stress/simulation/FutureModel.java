package io.photons.stress.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Futures as the rules describe them, one act after the other: what ends with what, and whose callbacks run in which
 * order. A future is a slot; each of its rounds is a node, and children hang on nodes.
 */
final class FutureModel {

    /** How a node ended. */
    enum End {
        VALUE,
        ERROR,
        CANCELLED
    }

    /** What is called at an end: it is noted, and may pass the end on to another slot. */
    record Callback(int number, int target, boolean errorsOnly) {}

    /** One round of a future. */
    static final class Node {
        final int slot;
        final int made;
        final @Nullable Node parent;
        final List<Node> children = new ArrayList<>();
        final List<Callback> callbacks = new ArrayList<>();

        @Nullable
        End end;

        @Nullable
        Object detail;

        long endedAt = Long.MAX_VALUE;

        Node(int slot, int made, @Nullable Node parent) {
            this.slot = slot;
            this.made = made;
            this.parent = parent;
        }
    }

    /** Callbacks in the order in which they must have run: each as its number and whose end it saw. */
    final List<String> ran = new ArrayList<>();

    final List<Node> slots = new ArrayList<>();

    private record Batch(Node node, List<Callback> callbacks) {}

    private final ArrayDeque<Batch> due = new ArrayDeque<>();
    private boolean draining;
    private int made;

    /** Makes a future; with a parent it is a child of the parent's present round. */
    void add(@Nullable Node parent) {
        Node node = new Node(slots.size(), made++, parent);
        slots.add(node);
        if (parent == null) {
            return;
        }
        if (parent.end == null) {
            parent.children.add(node);
        } else {
            inherit(node, parent);
        }
    }

    private static void inherit(Node node, Node parent) {
        node.end = parent.end == End.ERROR ? End.ERROR : End.CANCELLED;
        node.detail = parent.end == End.ERROR ? parent.detail : null;
        node.endedAt = parent.endedAt;
    }

    boolean end(Node node, End end, @Nullable Object detail, long at) {
        if (node.end != null) {
            return false;
        }
        node.end = end;
        node.detail = detail;
        node.endedAt = at;
        if (node.parent != null) {
            node.parent.children.remove(node);
        }
        List<Node> below = new ArrayList<>();
        settle(node, below);
        below.sort(Comparator.comparingInt(each -> each.made));
        enqueue(node);
        below.forEach(this::enqueue);
        if (!draining) {
            drain(at);
        }
        return true;
    }

    private static void settle(Node node, List<Node> below) {
        for (Node child : node.children) {
            if (child.end == null) {
                inherit(child, node);
                below.add(child);
                settle(child, below);
            }
        }
        node.children.clear();
    }

    private void enqueue(Node node) {
        due.add(new Batch(node, List.copyOf(node.callbacks)));
        node.callbacks.clear();
    }

    private void drain(long at) {
        draining = true;
        for (Batch batch = due.poll(); batch != null; batch = due.poll()) {
            for (Callback callback : batch.callbacks) {
                call(callback, batch.node, at);
            }
        }
        draining = false;
    }

    private void call(Callback callback, Node node, long at) {
        ran.add(callback.number + " saw " + node.slot + " " + node.end);
        if (callback.target >= 0) {
            Node target = slots.get(callback.target);
            boolean passes = node.end != End.VALUE || !callback.errorsOnly;
            boolean open = passes ? end(target, Objects.requireNonNull(node.end), node.detail, at) : target.end == null;
            if (open && node.end == End.VALUE) {
                ran.add(callback.number + " processed " + node.slot);
            }
        }
    }

    void onDone(int slot, Callback callback, long at) {
        Node node = slots.get(slot);
        if (node.end == null) {
            node.callbacks.add(callback);
        } else {
            // At once, and whatever it ends has its callbacks run before it returns.
            call(callback, node, at);
        }
    }

    boolean removeCallback(int slot, Callback callback) {
        return slots.get(slot).callbacks.removeIf(each -> each == callback);
    }

    boolean hasCallback(int slot, Callback callback) {
        return slots.get(slot).callbacks.stream().anyMatch(each -> each == callback);
    }

    /** Begins a new round, unless the present one is pending and nobody insists; then that one is cancelled. */
    void reset(int slot, boolean force, long at) {
        Node present = slots.get(slot);
        if (present.end == null && !force) {
            return;
        }
        slots.set(slot, new Node(slot, made++, null));
        end(present, End.CANCELLED, null, at);
    }

    /** The node above all above a slot. */
    Node root(int slot) {
        Node at = slots.get(slot);
        while (at.parent != null) {
            at = at.parent;
        }
        return at;
    }
}
