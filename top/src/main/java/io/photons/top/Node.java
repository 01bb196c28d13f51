package io.photons.top;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that runs, as the JVM told of it: all text in it is somebody else's, and not safe to print.
 *
 * @param id tells it from the others, from one snapshot to the next
 * @param kind what it is: {@code TASK}, {@code HOLDER} …
 * @param label kind and name in words
 * @param name its name, or null
 * @param state how it stands: {@code RUNNING}, {@code WAITING} …
 * @param detail what more there is to tell
 * @param ageMillis how old it is
 * @param waitsFor what it waits for, or null
 * @param leftMillis how long at the most, or {@link #NONE}
 * @param remainingMillis what its time-out leaves it, or {@link #NONE}
 * @param startedBy who started it, or null
 * @param startedAt where it was started, or null
 * @param children what belongs to it
 */
record Node(
        String id,
        String kind,
        String label,
        @Nullable String name,
        String state,
        String detail,
        long ageMillis,
        @Nullable String waitsFor,
        long leftMillis,
        long remainingMillis,
        @Nullable String startedBy,
        @Nullable String startedAt,
        List<Node> children) {

    /** In place of a time that there is not. */
    static final long NONE = -1;

    Node {
        children = List.copyOf(children);
    }

    /** The same with other children. */
    Node with(List<Node> others) {
        return new Node(
                id,
                kind,
                label,
                name,
                state,
                detail,
                ageMillis,
                waitsFor,
                leftMillis,
                remainingMillis,
                startedBy,
                startedAt,
                others);
    }

    /** Whether it has a thread, and so a stack. */
    boolean isTask() {
        return kind.equals("TASK");
    }
}
