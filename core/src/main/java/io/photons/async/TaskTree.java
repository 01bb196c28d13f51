package io.photons.async;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Shows what runs: final futures, the scopes that they end, the tasks, each with what it waits for, and the tickers that
 * they iterate.
 *
 * <p><b>Lifecycle.</b> Nothing has to be switched on. Who started a task and where is told if the system property
 * {@code io.photons.async.origins} is {@code true} when the library is loaded.
 *
 * <p><b>Threads.</b> May be asked from any thread. What it shows is weakly consistent: the program goes on meanwhile, and
 * is not held up. It looks at every task there is: for once in a while.
 *
 * <p><b>Source.</b> W6.
 *
 * {@snippet :
 * System.out.println(TaskTree.dump());
 * }
 */
public final class TaskTree {

    private TaskTree() {}

    /**
     * Looks at what runs in the world of the calling thread: the real one, or that of a test kit whose task it runs.
     *
     * @return what was seen
     */
    public static TaskSnapshot snapshot() {
        return snapshot(Root.current());
    }

    private static TaskSnapshot snapshot(Root root) {
        Survey survey = new Survey(root);
        return new TaskSnapshot(survey.counts(), new Hierarchy(survey).nodes());
    }

    /**
     * Shows what runs in the world of the calling thread.
     *
     * @return a tree as text, a line each
     */
    public static String dump() {
        return snapshot().toText();
    }

    /**
     * Shows what runs in the world of some tasks: for test kits.
     *
     * @param tasks tasks of one runtime or several
     * @return a tree as text, a line each
     */
    public static String dump(Iterable<? extends AsyncRuntime.Body> tasks) {
        Set<Root> roots = new LinkedHashSet<>();
        for (AsyncRuntime.Body task : Objects.requireNonNull(tasks, "tasks")) {
            if (task instanceof Job<?> job) {
                roots.add(job.register.root());
            }
        }
        return roots.stream().map(root -> snapshot(root).toText()).collect(Collectors.joining());
    }

    /**
     * Shows what runs in the world of the calling thread, for programs.
     *
     * @return the snapshot as JSON, as {@link TaskSnapshot#toJson()} tells
     */
    public static String toJson() {
        return snapshot().toJson();
    }

    /**
     * Tells where the thread of a task stands.
     *
     * @param id what a snapshot shows as the {@linkplain TaskSnapshot.Node#id() id} of the task
     * @return the stack, the innermost call first; empty if there is no such task, it has not begun or has ended
     */
    public static List<StackTraceElement> stack(String id) {
        Objects.requireNonNull(id, "id");
        for (Job<?> job : new Survey(Root.current()).jobs()) {
            Thread thread = job.thread();
            if (thread != null && Hierarchy.idOf(thread).equals(id)) {
                return List.of(thread.getStackTrace());
            }
        }
        return List.of();
    }

    /**
     * Tells in words what a thread waits for that this library has parked: for test kits.
     *
     * @param blocker what {@link AsyncRuntime#park} was called with
     * @return kind and name, as a snapshot shows them
     */
    public static String awaited(Object blocker) {
        return Waiting.words(Objects.requireNonNull(blocker, "blocker"));
    }
}
