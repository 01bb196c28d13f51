package io.photons.async;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that is there in one world at about one moment: the tasks by who holds them, scopes, stragglers and tickers.
 *
 * <p><b>Source.</b> W6.
 */
final class Survey {

    final Root root;

    /** By the runtime's precise clock. */
    final long now;

    final List<Job<?>> background;

    /** Open scopes in the order of opening, with what each holds. */
    final Map<Scope, List<Job<?>>> scopes = new LinkedHashMap<>();

    /** Those left behind that nobody else holds. */
    final List<Job<?>> stragglers = new ArrayList<>();

    final List<Iterated> tickers;

    Survey(Root root) {
        this.root = root;
        this.now = root.runtime.nanoTime();
        Set<Job<?>> held = new HashSet<>();
        background = root.roster.survey();
        held.addAll(background);
        root.openScopes().stream()
                .sorted(Comparator.comparingLong(scope -> scope.finalFuture.sequence))
                .forEach(scope -> {
                    List<Job<?>> jobs = scope.roster.survey();
                    held.addAll(jobs);
                    scopes.put(scope, jobs);
                });
        for (Job<?> straggler : root.stragglers()) {
            if (!held.contains(straggler)) {
                stragglers.add(straggler);
            }
        }
        tickers = root.iterated();
    }

    /** All jobs, scopes' and others. */
    List<Job<?>> jobs() {
        List<Job<?>> jobs = new ArrayList<>(background);
        scopes.values().forEach(jobs::addAll);
        jobs.addAll(stragglers);
        return jobs;
    }

    TaskCounts counts() {
        Tally total = root.total();
        long running = 0;
        long waiting = 0;
        long queued = 0;
        long straggling = 0;
        for (Job<?> job : jobs()) {
            if (job.isAdopted() || job.ended() != null) {
                continue;
            }
            Thread thread = job.thread();
            if (job.isLeftBehind()) {
                straggling++;
            } else if (thread != null && isWaiting(job, thread)) {
                waiting++;
            } else if (job.isToBegin()) {
                queued++;
            } else {
                running++;
            }
        }
        return new TaskCounts(
                total.started,
                total.succeeded,
                total.failed,
                total.cancelled,
                Duration.ofMillis(total.runMillis),
                running,
                waiting,
                queued,
                straggling,
                root.leftBehind.sum(),
                root.lateTicks.sum(),
                root.runtime.pendingTimers());
    }

    static TaskSnapshot.State state(Job<?> job) {
        if (job.ended() != null) {
            return TaskSnapshot.State.ENDED;
        }
        if (job.isLeftBehind()) {
            return TaskSnapshot.State.STRAGGLING;
        }
        if (job.isCancelling()) {
            return TaskSnapshot.State.CANCELLING;
        }
        if (job.isToBegin()) {
            return TaskSnapshot.State.QUEUED;
        }
        Thread thread = job.thread();
        return thread != null && isWaiting(job, thread) ? TaskSnapshot.State.WAITING : TaskSnapshot.State.RUNNING;
    }

    static boolean isWaiting(Job<?> job, Thread thread) {
        return job.isInWait() || job.register.runtime.isWaiting(thread);
    }

    /** How long ago something was, by the coarse clock, that had the reading given. */
    Duration since(long millis) {
        return Duration.ofMillis(Math.max(0, now / 1_000_000 - millis));
    }

    /** How long it is until a deadline; null if there is none. */
    @Nullable
    Duration left(long deadline) {
        return deadline == AsyncRuntime.NO_DEADLINE ? null : Duration.ofNanos(Math.max(0, deadline - now));
    }
}
