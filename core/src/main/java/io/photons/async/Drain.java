package io.photons.async;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The ends whose callbacks are due on one thread. An end made from inside a callback joins the queue of the outermost
 * one, so chains of any length run in a loop and not on the stack.
 *
 * <p><b>Source.</b> F3, F4, F6, T5.
 */
final class Drain {

    // What is registered on a future, apart from who waits for it. Long lists are walked only for what is in them.
    static final int CALLBACKS = 1;
    static final int LASTS = 2;
    static final int CHILDREN = 4;

    private static final ThreadLocal<@Nullable Drain> CURRENT = new ThreadLocal<>();

    private final ArrayDeque<End> queue = new ArrayDeque<>();

    /** Those whose callbacks are on the stack, the innermost first. */
    private final ArrayDeque<Deferred<?>> running = new ArrayDeque<>(2);

    private Drain() {}

    /** One future that ended, with what was registered on it, and of what kinds that is. */
    record End(Deferred<?> future, @Nullable Registration first, int kinds) {}

    /** Runs what the ends have due, now or when the outermost end on this thread comes to it. */
    static void run(List<End> ends) {
        Drain outer = null;
        Drain drain;
        try {
            outer = CURRENT.get();
            drain = outer == null ? new Drain() : outer;
            drain.queue.addAll(ends);
            if (outer == null) {
                CURRENT.set(drain);
            }
        } catch (Throwable noQueue) {
            if (outer == null) {
                // Guards against a queue that was set after all, though nobody empties it.
                CURRENT.remove();
            }
            runAtOnce(ends);
            return;
        }
        if (outer != null) {
            return;
        }
        try {
            for (End end = drain.queue.poll(); end != null; end = drain.queue.poll()) {
                drain.perform(end);
            }
        } finally {
            CURRENT.remove();
        }
    }

    private static void runAtOnce(List<End> ends) {
        for (int i = 0; i < ends.size(); i++) {
            End end = ends.get(i);
            runCallbacks(end.future(), end.first(), end.kinds());
            letGo(end.first(), end.kinds());
        }
    }

    /** Runs the hooks of a future on which nobody registered. */
    static void runHooks(Deferred<?> future) {
        before(future);
        after(future);
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
        boolean told = enter(end.future());
        runCallbacks(end.future(), end.first(), end.kinds());
        if (told) {
            running.pop();
        }
        letGo(end.first(), end.kinds());
    }

    private boolean enter(Deferred<?> future) {
        try {
            running.push(future);
            return true;
        } catch (Throwable untold) {
            return false;
        }
    }

    /** Runs all that one future has due. Nothing is allocated here and nothing thrown, so that everybody's turn comes. */
    static void runCallbacks(Deferred<?> future, @Nullable Registration first, int kinds) {
        before(future);
        if ((kinds & CALLBACKS) != 0) {
            for (Registration at = first; at != null; at = at.next) {
                if (at instanceof Registration.Callback callback) {
                    guarded(future, callback.consumer, future);
                }
            }
        }
        if ((kinds & LASTS) != 0) {
            for (Registration at = first; at != null; at = at.next) {
                if (at instanceof Registration.Last last) {
                    guarded(future, last.action);
                }
            }
        }
        after(future);
    }

    private static void before(Deferred<?> future) {
        try {
            future.beforeCallbacks();
        } catch (Throwable thrown) {
            report(future, thrown);
        }
    }

    private static void after(Deferred<?> future) {
        try {
            future.afterCallbacks();
        } catch (Throwable thrown) {
            report(future, thrown);
        }
    }

    /** Parts what was registered together: a child that is kept would keep everybody's callbacks through its links. */
    static void letGo(@Nullable Registration first, int kinds) {
        if ((kinds & CHILDREN) == 0) {
            return;
        }
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
        future.logError("A callback of ", " failed", thrown);
    }
}
