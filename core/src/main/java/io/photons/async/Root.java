package io.photons.async;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the background tasks of one runtime are held while they run, and where its open scopes can be found.
 *
 * <p>Holding them matters: a parked virtual thread that nothing refers to may be collected.
 */
final class Root extends Register {

    static final Root SYSTEM = new Root(AsyncRuntime.system());

    private final Set<Scope> scopes = ConcurrentHashMap.newKeySet();

    Root(AsyncRuntime runtime) {
        super(runtime);
    }

    /** The root of the task whose thread is asking, or the system's. */
    static Root current() {
        return AsyncRuntime.Body.current() instanceof Job<?> job ? job.register.root() : SYSTEM;
    }

    void opened(Scope scope) {
        scopes.add(scope);
    }

    void closed(Scope scope) {
        scopes.remove(scope);
    }

    List<Scope> openScopes() {
        return List.copyOf(scopes);
    }

    @Override
    void ended(Job<?> job) {}

    @Override
    void released(Job<?> job) {
        lock();
        try {
            unlink(job);
        } finally {
            unlock();
        }
    }

    @Override
    Root root() {
        return this;
    }
}
