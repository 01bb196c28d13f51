package io.photons.stress.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Futures as the rules describe them, one act after the other: what ends with what, and which callbacks the thread that
 * made it so must call next. A future is a slot; each of its rounds is a node, and children hang on nodes.
 *
 * <p>It does not call anybody: each callback of the library tells it that it runs, and what it does then is an act of its
 * own, as others may act between two callbacks.
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

        @Override
        public String toString() {
            return "f" + slot + " " + end;
        }
    }

    final List<Node> slots = new ArrayList<>();

    /** A call that must come next. */
    record Due(Callback callback, Node node) {}

    private final Map<Thread, ArrayDeque<Due>> due = new HashMap<>();
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
        node.callbacks.forEach(callback -> ofThread().add(new Due(callback, node)));
        node.callbacks.clear();
    }

    private ArrayDeque<Due> ofThread() {
        return due.computeIfAbsent(Thread.currentThread(), thread -> new ArrayDeque<>());
    }

    /** The calling thread calls somebody: whom it must call, and for which end; null if nobody. */
    @Nullable
    Due called() {
        return ofThread().poll();
    }

    /** Who should have been called by the calling thread by now. */
    List<Due> missed() {
        ArrayDeque<Due> missed = ofThread();
        List<Due> all = List.copyOf(missed);
        missed.clear();
        return all;
    }

    void onDone(int slot, Callback callback) {
        Node node = slots.get(slot);
        if (node.end == null) {
            node.callbacks.add(callback);
        } else {
            ofThread().add(new Due(callback, node));
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
