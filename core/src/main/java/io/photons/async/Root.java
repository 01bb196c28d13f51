package io.photons.async;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Where the background tasks of one runtime are held while they run, and where all else that runs in it can be found: open
 * scopes, stragglers, tickers under way.
 *
 * <p>Holding tasks matters: a parked virtual thread that nothing refers to may be collected.
 */
final class Root extends Register {

    static final Root SYSTEM = new Root(AsyncRuntime.system());

    private final Set<Scope> scopes = ConcurrentHashMap.newKeySet();
    private final Set<Job<?>> stragglers = ConcurrentHashMap.newKeySet();
    private final Set<Iterated> iterated = ConcurrentHashMap.newKeySet();
    private final ReferenceQueue<Iterated.Ticks> dropped = new ReferenceQueue<>();

    /** How many were left behind, and how many ticks were late, ever: seldom, so that they may be counted by all. */
    final LongAdder leftBehind = new LongAdder();

    final LongAdder lateTicks = new LongAdder();

    // Under the lock: how many scopes have closed, and what they counted; with it stragglers that ended after that.
    private long closes;

    private final Tally closed = new Tally();

    Root(AsyncRuntime runtime) {
        super(runtime);
    }

    /** The root of the task whose thread is asking, or the system's. */
    static Root current() {
        return AsyncRuntime.Body.current() instanceof Job<?> job ? job.register.root() : SYSTEM;
    }

    // ---- scopes

    void opened(Scope scope) {
        scopes.add(scope);
    }

    /** A scope has closed: what it counted is counted here from now on. */
    void closed(Scope scope) {
        Tally counted = scope.roster.finalCount();
        lock();
        try {
            if (scope.countedAt == 0) {
                scope.countedAt = ++closes;
                closed.add(counted);
            }
        } finally {
            unlock();
        }
        scopes.remove(scope);
    }

    List<Scope> openScopes() {
        return List.copyOf(scopes);
    }

    /** All that was ever counted here and in scopes; never less than what was told before. */
    Tally total() {
        Tally total = new Tally();
        List<Scope> open = openScopes();
        long seen;
        lock();
        try {
            seen = closes;
            total.add(closed);
            roster.count(total);
        } finally {
            unlock();
        }
        for (Scope scope : open) {
            scope.lock();
            try {
                // Guards against a scope that closes meanwhile: its tally is in one of the two, and stays as it is.
                if (scope.countedAt == 0 || scope.countedAt > seen) {
                    scope.roster.count(total);
                }
            } finally {
                scope.unlock();
            }
        }
        return total;
    }

    // ---- stragglers

    void straggles(Job<?> job) {
        stragglers.add(job);
    }

    void stragglesNoMore(Job<?> job) {
        stragglers.remove(job);
    }

    /** Those that run though nobody waits for them any more. */
    List<Job<?>> stragglers() {
        return List.copyOf(stragglers);
    }

    /** A job has ended, and its callbacks have run, that its scope does not hold any more. */
    void endedAsStraggler(Job<?> job) {
        stragglers.remove(job);
        if (job.isAdopted()) {
            return;
        }
        long ran = job.ranMillis();
        lock();
        try {
            closed.end(job.ended(), ran);
        } finally {
            unlock();
        }
    }

    // ---- tickers

    /** A thread begins to iterate a ticker. */
    Iterated iterates(Iterated.Ticks ticks) {
        for (Reference<?> gone = dropped.poll(); gone != null; gone = dropped.poll()) {
            iterated.remove(gone);
        }
        Iterated entry = new Iterated(ticks, this, dropped);
        iterated.add(entry);
        return entry;
    }

    void iteratedNoMore(Iterated entry) {
        iterated.remove(entry);
    }

    List<Iterated> iterated() {
        return List.copyOf(iterated);
    }

    // ---- background tasks

    @Override
    void ended(Job<?> job) {}

    @Override
    void released(Job<?> job) {
        roster.leave(job, job.ranMillis());
        if (job.isLeftBehind()) {
            stragglers.remove(job);
        }
    }

    @Override
    Root root() {
        return this;
    }
}
