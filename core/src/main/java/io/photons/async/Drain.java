package io.photons.async;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
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

    /** Those whose callbacks are on the stack, the innermost first. */
    private final ArrayDeque<Deferred<?>> running = new ArrayDeque<>(2);

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
                drain.perform(end);
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

    /**
     * Runs at once what certain ends have due on the calling thread, in their order. For a thread that is about to wait
     * inside a callback: what waits for the outermost end would never come.
     */
    static void runNow(Predicate<Deferred<?>> wanted) {
        Drain drain = CURRENT.get();
        if (drain == null) {
            return;
        }
        List<End> due = new ArrayList<>();
        do {
            due.clear();
            drain.queue.removeIf(end -> wanted.test(end.future()) && due.add(end));
            due.forEach(drain::perform);
        } while (!due.isEmpty());
    }

    /** The futures whose callbacks the calling thread is running. */
    static List<Deferred<?>> runningHere() {
        Drain drain = CURRENT.get();
        return drain == null ? List.of() : List.copyOf(drain.running);
    }

    private void perform(End end) {
        running.push(end.future());
        try {
            settle(end);
        } finally {
            running.pop();
        }
    }

    private static void settle(End end) {
        Deferred<?> future = end.future();
        guarded(future, future::beforeCallbacks);
        boolean anyLast = false;
        for (Registration at = end.first(); at != null; at = at.next) {
            if (at instanceof Registration.Callback callback) {
                guarded(future, callback.consumer, future);
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

    static <A> void guarded(Deferred<?> future, Consumer<? super A> action, A argument) {
        try {
            action.accept(argument);
        } catch (Throwable thrown) {
            report(future, thrown);
        }
    }

    private static void report(Deferred<?> future, Throwable thrown) {
        Reports.error("A callback of " + future.label() + " failed", thrown);
    }
}
