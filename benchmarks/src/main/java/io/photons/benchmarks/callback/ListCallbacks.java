package io.photons.benchmarks.callback;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Role;
import io.photons.benchmarks.Trial;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The limit: a linked list and a lock, and the node in the caller's hand. */
final class ListCallbacks implements Contender {

    @Override
    public String name() {
        return "linked list + lock";
    }

    @Override
    public Role role() {
        return Role.LIMIT;
    }

    @Override
    public Trial prepare(Load load) {
        Chain all = new Chain();
        for (int i = 0; i < Callbacks.others(load); i++) {
            all.add(end -> {});
        }
        return () -> {
            for (int i = 0; i < load.operations() * load.repeats(); i++) {
                int number = i;
                all.remove(all.add(end -> end.append(number)));
            }
        };
    }

    /** One in the list. */
    private static final class Node {
        private final Consumer<StringBuilder> callback;
        private @Nullable Node previous;
        private @Nullable Node next;

        Node(Consumer<StringBuilder> callback) {
            this.callback = callback;
        }
    }

    /** The list. */
    private static final class Chain {
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable Node first;

        Node add(Consumer<StringBuilder> callback) {
            Node node = new Node(callback);
            lock.lock();
            try {
                node.next = first;
                if (first != null) {
                    first.previous = node;
                }
                first = node;
            } finally {
                lock.unlock();
            }
            return node;
        }

        void remove(Node node) {
            lock.lock();
            try {
                if (node.previous == null) {
                    first = node.next;
                } else {
                    node.previous.next = node.next;
                }
                if (node.next != null) {
                    node.next.previous = node.previous;
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
