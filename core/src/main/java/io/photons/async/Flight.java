package io.photons.async;

import java.util.concurrent.Callable;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * The door to the JDK's Flight Recorder. While nothing is recorded, and where the module {@code jdk.jfr} is missing, it
 * costs a look at a static field.
 *
 * <p>An event that cannot be made or written, as memory is short, is left out; nothing thrown comes out of here but what
 * the work itself throws.
 *
 * <p><b>Source.</b> T6, T11, K2, S10.
 */
final class Flight {

    private static final boolean THERE =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    static {
        if (THERE) {
            Essentials.loaded(FlightRecorder.class);
        }
    }

    private Flight() {}

    /** Whether anything was recorded ever; until then no class of an event is loaded. */
    static boolean records() {
        return THERE && FlightRecorder.isInitialized();
    }

    /** Calls a body and tells of it. In a method of its own: its frame would make every parked task larger. */
    static <T extends @Nullable Object> T call(Job<?> job, Callable<T> body) throws Exception {
        FlightEvents.TaskEvent event = begun();
        T value;
        try {
            value = body.call();
        } catch (Throwable thrown) {
            commit(event, job, job.wordFor(thrown), thrown);
            throw thrown;
        }
        commit(event, job, "succeeded", null);
        return value;
    }

    private static FlightEvents.@Nullable TaskEvent begun() {
        try {
            FlightEvents.TaskEvent event = new FlightEvents.TaskEvent();
            event.begin();
            return event;
        } catch (Throwable untold) {
            return null;
        }
    }

    /** Tells of a task whose body never began. */
    static void neverBegan(Job<?> job, @Nullable Throwable error) {
        if (records()) {
            FlightEvents.TaskEvent event = begun();
            commit(event, job, error == null ? "cancelled" : "failed", error);
        }
    }

    private static void commit(
            FlightEvents.@Nullable TaskEvent event, Job<?> job, String outcome, @Nullable Throwable error) {
        try {
            // A recording may leave out what takes less than it says: the end comes before the question.
            if (event != null) {
                event.end();
            }
            if (event != null && event.shouldCommit()) {
                event.name = job.name();
                event.scope = scopeOf(job);
                event.outcome = outcome;
                event.error = error == null || !outcome.equals("failed")
                        ? null
                        : error.getClass().getName();
                event.commit();
            }
        } catch (Throwable untold) {
            // The task ends as it would have ended.
        }
    }

    /** Tells of the first request to a task to end. */
    static void cancelRequested(Job<?> job, Cancellation why) {
        if (!records()) {
            return;
        }
        try {
            FlightEvents.CancelRequestedEvent event = new FlightEvents.CancelRequestedEvent();
            if (event.shouldCommit()) {
                event.name = job.name();
                event.scope = scopeOf(job);
                event.thread = job.thread();
                event.reason = why.reason();
                event.commit();
            }
        } catch (Throwable untold) {
            // It is cancelled all the same.
        }
    }

    /** Tells of a task that was left behind. */
    static void straggles(Job<?> job, long graceNanos, @Nullable Thread thread, @Nullable Throwable place) {
        if (!records()) {
            return;
        }
        try {
            FlightEvents.StragglerEvent event = new FlightEvents.StragglerEvent();
            if (event.shouldCommit()) {
                StackTraceElement[] stack = place == null ? new StackTraceElement[0] : place.getStackTrace();
                event.name = job.subject().name();
                event.scope = scopeOf(job);
                event.thread = thread;
                event.grace = graceNanos;
                event.standsAt = stack.length == 0 ? null : stack[0].toString();
                event.commit();
            }
        } catch (Throwable untold) {
            // The log has it.
        }
    }

    /** Tells of a late tick. */
    static void lateTick(String ticker, long iteration, long lateNanos) {
        if (!records()) {
            return;
        }
        try {
            FlightEvents.LateTickEvent event = new FlightEvents.LateTickEvent();
            if (event.shouldCommit()) {
                event.ticker = ticker;
                event.iteration = iteration;
                event.late = lateNanos;
                event.commit();
            }
        } catch (Throwable untold) {
            // It is counted all the same.
        }
    }

    /** A wait that an event tells of. */
    @FunctionalInterface
    interface Wait {
        void await() throws InterruptedException;
    }

    /** Waits for room on a stream, and tells how long. */
    static void blocked(String stream, long capacity, Wait wait) throws InterruptedException {
        FlightEvents.StreamBlockedEvent event = blockedNow();
        try {
            wait.await();
        } finally {
            commit(event, stream, capacity);
        }
    }

    private static FlightEvents.@Nullable StreamBlockedEvent blockedNow() {
        try {
            FlightEvents.StreamBlockedEvent event = new FlightEvents.StreamBlockedEvent();
            event.begin();
            return event;
        } catch (Throwable untold) {
            return null;
        }
    }

    private static void commit(FlightEvents.@Nullable StreamBlockedEvent event, String stream, long capacity) {
        try {
            if (event != null) {
                event.end();
            }
            if (event != null && event.shouldCommit()) {
                event.stream = stream;
                event.capacity = capacity;
                event.commit();
            }
        } catch (Throwable untold) {
            // The generator goes on as it would have.
        }
    }

    private static @Nullable String scopeOf(Job<?> job) {
        return job.register instanceof Scope scope ? scope.label() : null;
    }
}
