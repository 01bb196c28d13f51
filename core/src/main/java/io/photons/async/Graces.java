package io.photons.async;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long a scope's close waits for what was asked to end: each job has the same grace, from when it was asked.
 *
 * <p>All state is under the lock of the scope.
 *
 * <p><b>Source.</b> H4, S8, E5.
 */
final class Graces {

    private final Scope scope;
    private final long graceNanos;

    /** Since when a job has been asked to end, in the order of asking: who is overdue is told of in that order (E5). */
    private final Map<Job<?>, Long> askedAt = new LinkedHashMap<>(0);

    /** Rung when the first grace begins to run: who closes looks anew. */
    private Promise<@Nullable Void> bell = new Promise<>(null);

    Graces(Scope scope, long graceNanos) {
        this.scope = scope;
        this.graceNanos = graceNanos;
    }

    /** Begins the grace of a job that is held, unless it runs already. */
    void begin(Job<?> job) {
        Promise<@Nullable Void> rung = null;
        scope.lock();
        try {
            boolean first = askedAt.isEmpty();
            if (scope.roster.holds(job) && askedAt.putIfAbsent(job, scope.runtime.nanoTime()) == null && first) {
                // The graces are alike: whoever waits for the end of one need not know of later ones yet.
                rung = bell;
                bell = new Promise<>(null);
            }
        } finally {
            scope.unlock();
        }
        if (rung != null) {
            rung.complete(null);
        }
    }

    /** Under the lock: a job has been let go. */
    void end(Job<?> job) {
        askedAt.remove(job);
    }

    /** Waits for an end or until a grace is over, and leaves behind whose grace is. Callers look again and loop. */
    void await(Deferred<?> end) throws InterruptedException {
        Promise<@Nullable Void> next;
        long earliest = AsyncRuntime.NO_DEADLINE;
        List<Job<?>> overdue = new ArrayList<>();
        long now = scope.runtime.nanoTime();
        scope.lock();
        try {
            next = bell;
            for (Map.Entry<Job<?>, Long> asked : askedAt.entrySet()) {
                long until = asked.getValue() + graceNanos;
                if (until <= now) {
                    overdue.add(asked.getKey());
                } else {
                    earliest = Math.min(earliest, until);
                }
            }
        } finally {
            scope.unlock();
        }
        if (overdue.isEmpty()) {
            Waits.first(List.of(end, next), earliest, scope);
        }
        for (Job<?> job : overdue) {
            if (!Stragglers.leaveBehind(job, graceNanos)) {
                Stragglers.leaveCallbacksBehind(job, graceNanos);
            }
            scope.letGo(job, false);
        }
    }
}
