package io.photons.async;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Shows what runs: final futures, the scopes that they end, and the tasks, each with what it waits for.
 *
 * <p><b>Threads.</b> May be asked from any thread. What it shows is weakly consistent: the program goes on meanwhile.
 *
 * <p><b>Source.</b> W6.
 *
 * {@snippet :
 * System.out.println(TaskTree.dump());
 * }
 */
public final class TaskTree {

    private final List<Job<?>> background;
    private final List<Scope> scopes;
    private final Set<Job<?>> shown = new LinkedHashSet<>();
    private final StringBuilder text = new StringBuilder();

    private TaskTree(Root root) {
        background = root.snapshot();
        scopes = root.openScopes().stream()
                .sorted(Comparator.comparingLong(scope -> scope.finalFuture.sequence))
                .toList();
    }

    /**
     * Shows what runs in the world of the calling thread.
     *
     * @return a tree as text, a line each
     */
    public static String dump() {
        return new TaskTree(Root.current()).show();
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
        return roots.stream().map(root -> new TaskTree(root).show()).collect(Collectors.joining());
    }

    private String show() {
        Map<Deferred<?>, List<Scope>> byFinalFuture = new LinkedHashMap<>();
        List<Object> top = new ArrayList<>();
        for (Scope scope : scopes) {
            if (scope.opener != null) {
                continue;
            }
            if (scope.settings.parent() == null) {
                top.add(scope);
                continue;
            }
            Deferred<?> root = scope.finalFuture.root();
            if (!byFinalFuture.containsKey(root)) {
                top.add(root);
            }
            byFinalFuture.computeIfAbsent(root, key -> new ArrayList<>()).add(scope);
        }
        background.stream().filter(job -> job.caller() == null).forEach(top::add);
        for (Object entry : top) {
            switch (entry) {
                case Job<?> job -> job(job, "", "");
                case Scope scope -> scope(scope, "", "");
                case Deferred<?> future -> {
                    line("", future.toString());
                    branches(Objects.requireNonNull(byFinalFuture.get(future)), "");
                }
                default -> throw new AssertionError(entry);
            }
        }
        return text.isEmpty() ? "(nothing runs)\n" : text.toString();
    }

    private void scope(Scope scope, String prefix, String indent) {
        List<Job<?>> held = scope.snapshot();
        line(prefix, scope.label() + "  " + held.size() + " pending");
        branches(held, indent);
    }

    private void job(Job<?> job, String prefix, String indent) {
        if (!shown.add(job)) {
            line(prefix, job.label() + "  (shown above)");
            return;
        }
        line(prefix, description(job));
        List<Object> below = new ArrayList<>();
        scopes.stream().filter(scope -> scope.opener == job).forEach(below::add);
        background.stream().filter(task -> task.caller() == job).forEach(below::add);
        branches(below, indent);
    }

    private void branches(Collection<?> entries, String indent) {
        int left = entries.size();
        for (Object entry : entries) {
            boolean last = --left == 0;
            String prefix = indent + (last ? "└─ " : "├─ ");
            String below = indent + (last ? "   " : "│  ");
            switch (entry) {
                case Scope scope -> scope(scope, prefix, below);
                case Job<?> job when !job.isAdopted() -> job(job, prefix, below);
                case Job<?> job -> line(prefix, job.subject().toString());
                default -> throw new AssertionError(entry);
            }
        }
    }

    private static String description(Job<?> job) {
        Thread thread = job.thread();
        String state = job.isSlotted() && job.isNew() ? "queued" : job.stateName(job.ended());
        String waiting = thread == null ? null : waitsFor(LockSupport.getBlocker(thread));
        return job.label() + "  " + state + (waiting == null ? "" : "  waits for " + waiting);
    }

    private static @Nullable String waitsFor(@Nullable Object blocker) {
        return switch (blocker) {
            case null -> null;
            case Deferred<?> future -> future.label();
            case Scope scope -> scope.label();
            case Collection<?> several ->
                several.stream().map(TaskTree::waitsFor).collect(Collectors.joining(", ", "the first of ", ""));
            case Enum<?> named -> named.toString();
            default -> blocker.getClass().getSimpleName();
        };
    }

    private void line(String prefix, String words) {
        text.append(prefix).append(words).append('\n');
    }
}
