package io.photons.async;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts what a survey found into the order of a tree, and makes its nodes. What stands above something may have ended or
 * not been found; then it stands at the top.
 *
 * <p><b>Source.</b> W6.
 */
final class Hierarchy {

    private final Survey survey;
    private final Waiting waiting;
    private final List<Object> top = new ArrayList<>();

    /** By final future the scopes, by task the scopes, calls, stragglers and tickers. */
    private final IdentityHashMap<Deferred<?>, List<Object>> below = new IdentityHashMap<>();

    private final Map<Long, Job<?>> byThread = new HashMap<>();

    /** One entry of the tree at its place: a job, a scope, a future or an iteration. */
    private record Place(Object entry, int depth) {}

    Hierarchy(Survey survey) {
        this.survey = survey;
        this.waiting = new Waiting(survey);
        for (Job<?> job : survey.jobs()) {
            if (!job.isAdopted()) {
                below.put(job, new ArrayList<>(0));
                Thread thread = job.thread();
                if (thread != null) {
                    byThread.put(thread.threadId(), job);
                }
            }
        }
        survey.scopes.keySet().forEach(this::place);
        survey.background.forEach(this::place);
        survey.stragglers.forEach(this::place);
        survey.tickers.forEach(this::place);
    }

    private void place(Scope scope) {
        if (scope.opener != null && below.containsKey(scope.opener)) {
            below(scope.opener).add(scope);
        } else if (scope.settings.parent() == null) {
            top.add(scope);
        } else {
            Deferred<?> root = scope.finalFuture.root();
            if (!below.containsKey(root)) {
                below.put(root, new ArrayList<>());
                top.add(root);
            }
            below(root).add(scope);
        }
    }

    private void place(Job<?> job) {
        Task<?> caller = job.caller();
        (caller != null && below.containsKey(caller) ? below(caller) : top).add(job);
    }

    private void place(Iterated entry) {
        Iterated.Ticks ticks = entry.get();
        Job<?> owner = byThread.get(entry.threadId);
        if (ticks == null) {
            return;
        }
        if (owner != null) {
            below(owner).add(ticks);
        } else if (!entry.inTask) {
            top.add(ticks);
        }
    }

    private List<Object> below(Deferred<?> future) {
        return below.getOrDefault(future, List.of());
    }

    private List<?> children(Object entry) {
        return switch (entry) {
            case Scope scope -> survey.scopes.getOrDefault(scope, List.of());
            case Deferred<?> future -> below(future);
            default -> List.of();
        };
    }

    /** The nodes at the top. However deep the tree is, the stack is not. */
    List<TaskSnapshot.Node> nodes() {
        List<Place> places = places();
        List<List<TaskSnapshot.Node>> levels = new ArrayList<>();
        levels.add(new ArrayList<>());
        for (Place place : places.reversed()) {
            while (levels.size() < place.depth() + 2) {
                levels.add(new ArrayList<>());
            }
            // What comes below it was made just now, the last one first.
            List<TaskSnapshot.Node> children = levels.set(place.depth() + 1, new ArrayList<>());
            Collections.reverse(children);
            levels.get(place.depth()).add(node(place.entry(), children));
        }
        return levels.getFirst().reversed();
    }

    private List<Place> places() {
        List<Place> places = new ArrayList<>();
        ArrayDeque<Place> due = new ArrayDeque<>();
        top.reversed().forEach(entry -> due.push(new Place(entry, 0)));
        while (!due.isEmpty()) {
            Place next = due.pop();
            places.add(next);
            for (Object child : children(next.entry()).reversed()) {
                due.push(new Place(child, next.depth() + 1));
            }
        }
        return places;
    }

    private TaskSnapshot.Node node(Object entry, List<TaskSnapshot.Node> children) {
        return switch (entry) {
            case Scope scope -> scope(scope, children);
            case Job<?> job when !job.isAdopted() -> task(job, children);
            case Job<?> job -> future(job.subject(), "h" + hash(job), survey.since(job.sinceMillis()), children);
            case Deferred<?> future -> future(future, "f" + hash(future), Duration.ZERO, children);
            case Iterated.Ticks ticks -> ticker(ticks);
            default -> throw new AssertionError(entry);
        };
    }

    private TaskSnapshot.Node task(Job<?> job, List<TaskSnapshot.Node> children) {
        Thread thread = job.thread();
        Object end = job.ended();
        return new TaskSnapshot.Node(
                thread == null ? "j" + hash(job) : idOf(thread),
                TaskSnapshot.Kind.TASK,
                job.label(),
                job.name(),
                Survey.state(job),
                end == null ? "" : job.stateName(end),
                survey.since(job.sinceMillis()),
                waiting.of(job),
                survey.left(job.deadline()),
                job.origin,
                children);
    }

    static String idOf(Thread thread) {
        return "t" + thread.threadId();
    }

    private TaskSnapshot.Node scope(Scope scope, List<TaskSnapshot.Node> children) {
        int results = scope.results();
        String more = results == 0 ? "" : results == 1 ? ", 1 result" : ", " + results + " results";
        return new TaskSnapshot.Node(
                "s" + scope.finalFuture.sequence,
                scope.kind(),
                scope.label(),
                scope.settings.name(),
                scope.isEnding() ? TaskSnapshot.State.CLOSING : TaskSnapshot.State.OPEN,
                children.size() + " pending" + more,
                survey.since(scope.sinceMillis),
                null,
                survey.left(scope.deadline()),
                scope.origin,
                children);
    }

    private static TaskSnapshot.Node future(
            Deferred<?> given, String id, Duration age, List<TaskSnapshot.Node> children) {
        Deferred<?> future = given.round();
        Object end = future.ended();
        TaskSnapshot.State state = TaskSnapshot.State.PENDING;
        if (end != null) {
            state = TaskSnapshot.State.ENDED;
        } else if (future instanceof Task<?> task && task.isCancelling()) {
            state = TaskSnapshot.State.CANCELLING;
        }
        return new TaskSnapshot.Node(
                id,
                TaskSnapshot.Kind.FUTURE,
                given.label(),
                given.name(),
                state,
                future.stateName(end),
                age,
                null,
                null,
                null,
                children);
    }

    private TaskSnapshot.Node ticker(Iterated.Ticks ticks) {
        long given = ticks.given();
        boolean waits = ticks.isWaiting();
        return new TaskSnapshot.Node(
                "k" + hash(ticks),
                TaskSnapshot.Kind.TICKER,
                ticks.label(),
                null,
                waits ? TaskSnapshot.State.WAITING : TaskSnapshot.State.RUNNING,
                given == 1 ? "1 tick" : given + " ticks",
                survey.since(ticks.began() / 1_000_000),
                waits ? waiting.of(ticks) : null,
                null,
                null,
                List.of());
    }

    private static String hash(@Nullable Object object) {
        return Integer.toHexString(System.identityHashCode(object));
    }
}
