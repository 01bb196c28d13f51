package io.photons.async;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What ran in one world at about one moment, as a tree: final futures, the scopes that they end, the tasks that these hold,
 * the scopes, calls and tickers of each task. Made by {@link TaskTree#snapshot()}.
 *
 * <p><b>Lifecycle.</b> Nothing but values: it keeps nothing of what it shows, and does not change.
 *
 * <p><b>Threads.</b> Immutable. It was taken while the program went on, so that of what came, went or changed in that
 * moment it shows some.
 *
 * <p><b>Source.</b> W6.
 *
 * {@snippet :
 * TaskSnapshot snapshot = TaskTree.snapshot();
 * for (TaskSnapshot.Node node : snapshot.nodes()) {
 *     System.out.println(node.label() + " " + node.state() + " " + node.age());
 * }
 * }
 *
 * @param counts the counts of the same moment
 * @param nodes what nobody else in the tree stands above, in the order of opening, then of starting
 */
public record TaskSnapshot(TaskCounts counts, List<Node> nodes) {

    /**
     * Makes one.
     *
     * @param counts the counts
     * @param nodes the nodes at the top
     */
    public TaskSnapshot {
        nodes = List.copyOf(nodes);
    }

    /** What a node stands for. */
    public enum Kind {
        /** A future: the final future of scopes, or one that a scope holds though it did not start it. */
        FUTURE,
        /** A {@link TaskHolder}. */
        HOLDER,
        /** A {@link ResultStreamer}. */
        STREAMER,
        /** The subscriptions to a {@link ResultStreamer#publisher()}. */
        SUBSCRIPTIONS,
        /** A {@link Task} that its scope, or nobody, holds: one that was started here. */
        TASK,
        /** A {@link Ticker} that a thread iterates. */
        TICKER
    }

    /** How it stands. */
    public enum State {
        /** A future that has not ended. */
        PENDING,
        /** A scope to which tasks may be added. */
        OPEN,
        /** A scope that is being closed, or whose final future has ended. */
        CLOSING,
        /** A task that has not begun: it waits for a slot, for room or for its thread's turn. */
        QUEUED,
        /** A task whose body runs, or a ticker whose loop does. */
        RUNNING,
        /** A task whose body waits, or a ticker that waits for its next tick. */
        WAITING,
        /** A task that was asked to end and has not. */
        CANCELLING,
        /** A task that was left behind when its grace was over, and still runs. */
        STRAGGLING,
        /** A future that has ended, or a task whose callbacks run. */
        ENDED
    }

    /**
     * What something waits for.
     *
     * @param what in words: a future, a scope or a stream with kind and name, a slot, sleep, the next tick
     * @param left the time after which it waits no longer; null if there is no limit
     */
    public record Wait(String what, @Nullable Duration left) {}

    /**
     * Who started something, and where; known if the system property {@code io.photons.async.origins} was {@code true}
     * when the library was loaded.
     *
     * @param starter kind and name of the task that did, or null if it was no task
     * @param place class and line that called this library
     */
    public record Origin(@Nullable String starter, String place) {}

    /**
     * One line of the tree.
     *
     * @param id tells it from the others, the same from snapshot to snapshot; a task has a new one once it has begun
     * @param kind what it stands for
     * @param label kind and name, as {@link Deferred#toString()} shows them
     * @param name the name that it was given, or null
     * @param state how it stands
     * @param detail what more there is to tell: how much a scope holds, a ticker's ticks, how a future stands
     * @param age how long a task runs, or has waited to; how long a scope is open or a ticker iterated; of a future zero.
     *     In the real world exact to about ten milliseconds
     * @param waitsFor what it waits for; null if it does not
     * @param remaining what the tightest time-out around a task leaves it; null if there is none
     * @param origin who started it and where, if that is known
     * @param children what belongs to it
     */
    public record Node(
            String id,
            Kind kind,
            String label,
            @Nullable String name,
            State state,
            String detail,
            Duration age,
            @Nullable Wait waitsFor,
            @Nullable Duration remaining,
            @Nullable Origin origin,
            List<Node> children) {

        /** Makes one; it copies the list. */
        public Node {
            children = List.copyOf(children);
        }

        /** Shows its own line of the tree. */
        @Override
        public String toString() {
            return TreeText.line(this);
        }
    }

    /**
     * Shows it as text, a line each, as {@link TaskTree#dump()} does.
     *
     * @return the tree
     */
    public String toText() {
        return TreeText.of(nodes);
    }

    /**
     * Shows it as JSON, an object with the members {@code counts} and {@code nodes}. A count has the name that it has in
     * {@link TaskCounts}, the time is {@code runMillis}. A node has {@code id}, {@code kind}, {@code label}, {@code state},
     * {@code detail}, {@code ageMillis} and {@code children}; if known {@code name}, {@code waitsFor} with {@code leftMillis},
     * {@code remainingMillis}, {@code startedBy} and {@code startedAt}. Kinds and states are in capital letters, times are
     * whole milliseconds.
     *
     * @return one line of JSON without control characters
     */
    public String toJson() {
        return TreeJson.of(this);
    }

    /** Shows the tree as {@link #toText()} does. */
    @Override
    public String toString() {
        return toText();
    }
}
