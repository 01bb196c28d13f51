package io.photons.async.context;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshotFactory;
import io.photons.async.ContextCarrier;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Carries all that Micrometer's context-propagation has an accessor for: the MDC of SLF4J, traces, what Reactor and Spring
 * keep in thread-locals.
 *
 * <p><b>Lifecycle.</b> With this module on the class path or the module path, one that uses the global {@link
 * ContextRegistry} is found and registered before the first task starts; accessors may be registered later. One with a
 * factory of its own is {@linkplain ContextCarrier#register registered} in code.
 *
 * <p><b>Threads.</b> The values are captured on the thread that starts a task. They are in force while its body runs, on
 * the task's thread, and what was there before is put back after it.
 *
 * <p><b>Errors.</b> An accessor that throws while values are captured ends the task with that error, and so does one that
 * throws while they are set; the body does not run then.
 *
 * <p><b>Source.</b> T16.
 *
 * {@snippet :
 * ContextRegistry.getInstance().registerThreadLocalAccessor(new Slf4jThreadLocalAccessor());
 * MDC.put("request", "7");
 * Async.background(() -> log.info("bears the request's number"));
 * }
 */
public final class SnapshotCarrier implements ContextCarrier {

    private final ContextSnapshotFactory snapshots;

    /** Makes a carrier of all that the global registry has an accessor for; what is not there is cleared in the body. */
    public SnapshotCarrier() {
        this(ContextSnapshotFactory.builder()
                .contextRegistry(ContextRegistry.getInstance())
                .clearMissing(true)
                .build());
    }

    /**
     * Makes a carrier of what a factory captures: with another registry, or certain keys alone.
     *
     * @param snapshots the factory
     */
    public SnapshotCarrier(ContextSnapshotFactory snapshots) {
        this.snapshots = Objects.requireNonNull(snapshots, "snapshots");
    }

    @Override
    public <T extends @Nullable Object> Callable<T> wrap(Callable<T> body) {
        return snapshots.captureAll().wrap(body);
    }
}
