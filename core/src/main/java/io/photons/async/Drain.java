package io.photons.async;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ends whose callbacks are due on one thread. An end made from inside a callback joins the queue of the outermost
 * one, so chains of any length run in a loop and not on the stack.
 *
 * <p><b>Source.</b> F3, F4, F6.
 */
final class Drain {

    private static final ThreadLocal<@Nullable Drain> CURRENT = new ThreadLocal<>();

    private final ArrayDeque<End> queue = new ArrayDeque<>();
    private @Nullable Deferred<?> running;

    private Drain() {}

    /** One future that ended, with what was registered on it. */
    record End(Deferred<?> future, @Nullable Registration first) {}

    /** Runs what the ends have due, now or when the outermost end on this thread comes to it. */
    static void run(Collection<End> ends) {
        Drain outer = CURRENT.get();
        if (outer != null) {
            outer.queue.addAll(ends);
            return;
        }
        Drain drain = new Drain();
        drain.queue.addAll(ends);
        CURRENT.set(drain);
        try {
            for (End end = drain.queue.poll(); end != null; end = drain.queue.poll()) {
                drain.running = end.future();
                settle(end);
            }
        } finally {
            CURRENT.remove();
        }
    }

    /** Runs the hooks of a future on which nobody registered. */
    static void runHooks(Deferred<?> future) {
        try {
            future.beforeCallbacks();
        } catch (Throwable thrown) {
            report(future, thrown);
        }
        try {
            future.afterCallbacks();
        } catch (Throwable thrown) {
            report(future, thrown);
        }
    }

    /** The futures whose callbacks the calling thread is running, or still has to run before it goes on. */
    static List<Deferred<?>> runningHere() {
        Drain drain = CURRENT.get();
        if (drain == null) {
            return List.of();
        }
        List<Deferred<?>> futures = new ArrayList<>();
        if (drain.running != null) {
            futures.add(drain.running);
        }
        drain.queue.forEach(end -> futures.add(end.future()));
        return futures;
    }

    private static void settle(End end) {
        Deferred<?> future = end.future();
        guarded(future, future::beforeCallbacks);
        boolean anyLast = false;
        for (Registration at = end.first(); at != null; at = at.next) {
            if (at instanceof Registration.Callback callback) {
                guarded(future, () -> callback.consumer.accept(future));
            } else if (at instanceof Registration.Last) {
                anyLast = true;
            }
        }
        if (anyLast) {
            for (Registration at = end.first(); at != null; at = at.next) {
                if (at instanceof Registration.Last last) {
                    guarded(future, last.action);
                }
            }
        }
        guarded(future, future::afterCallbacks);
        letGo(end.first());
    }

    /** Parts what was registered together: a child that is kept would keep everybody's callbacks through its links. */
    private static void letGo(@Nullable Registration first) {
        Registration next;
        for (Registration at = first; at != null; at = next) {
            next = at.next;
            at.previous = null;
            at.next = null;
        }
    }

    static void guarded(Deferred<?> future, Runnable action) {
        try {
            action.run();
        } catch (Throwable thrown) {
            report(future, thrown);
        }
    }

    private static void report(Deferred<?> future, Throwable thrown) {
        Reports.error("A callback of " + future.label() + " failed", thrown);
    }
}
