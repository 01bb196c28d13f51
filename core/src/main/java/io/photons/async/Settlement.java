package io.photons.async;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows when a future has just ended: its waiters wake, its pending descendants are settled, then callbacks run,
 * its own first and each descendant's in the order in which the descendants were made.
 *
 * <p>Where what follows cannot be queued, for want of memory or of anything else of the JVM's, it is done at once and on
 * the stack: each child after its parent, and what a callback ends inside that callback. Nobody is left out.
 *
 * <p><b>Source.</b> F6, F10, F13, T5.
 */
final class Settlement {

    private static final Comparator<Drain.End> BY_AGE = Comparator.comparingLong(Settlement::order);

    private Settlement() {}

    /**
     * Runs the consequences of an end that the calling thread made happen. Where only threads wait, nothing is allocated.
     *
     * @param atBottom true if nothing else of ours is below on the stack: a task that ends on its own thread
     */
    static void of(Deferred<?> root, @Nullable Pending registered, boolean atBottom) {
        Registration first = first(registered);
        int kinds = registered instanceof Registrations several && several.hadCallbacksAlone()
                ? Drain.CALLBACKS
                : wake(first);
        if (kinds != 0) {
            settle(root, first, kinds);
        } else if (atBottom) {
            Drain.runHooks(root);
        } else if (root.hasEndHooks()) {
            settle(root, null, 0);
        }
    }

    // Guards against a call site that cannot be linked: a switch over types has one, and comes before everything else.
    private static @Nullable Registration first(@Nullable Pending registered) {
        return registered instanceof Registrations several ? several.take() : (Registration) registered;
    }

    /** Wakes those who wait; returns what others there are. */
    private static int wake(@Nullable Registration first) {
        int kinds = 0;
        for (Registration at = first; at != null; at = at.next) {
            if (at instanceof Registration.Callback) {
                kinds |= Drain.CALLBACKS;
            } else if (at instanceof Registration.Waiter waiter) {
                unpark(waiter.runtime, waiter.thread);
            } else {
                kinds |= at instanceof Registration.Child ? Drain.CHILDREN : Drain.LASTS;
            }
        }
        return kinds;
    }

    // Guards against a runtime that cannot wake one thread: the others wait, too, and so does the scope.
    static void unpark(AsyncRuntime runtime, Thread waiting) {
        try {
            runtime.unpark(waiting);
        } catch (Throwable thrown) {
            Reports.error("A thread that waits could not be woken", thrown);
        }
    }

    private static void settle(Deferred<?> root, @Nullable Registration first, int kinds) {
        List<Drain.End> ends;
        try {
            ends = new ArrayList<>(1);
            ends.add(new Drain.End(root, first, kinds));
        } catch (Throwable noQueue) {
            settleAtOnce(root, first, kinds);
            return;
        }
        for (int i = 0; i < ends.size(); i++) {
            Registration at = (ends.get(i).kinds() & Drain.CHILDREN) == 0
                    ? null
                    : ends.get(i).first();
            for (; at != null; at = at.next) {
                if (at instanceof Registration.Child child) {
                    visit(child.future, ends);
                }
            }
        }
        sort(ends);
        Drain.run(ends);
    }

    private static void visit(ChildFuture<?> child, List<Drain.End> ends) {
        Registration first = first(child.claimFromParent());
        if (first == null) {
            return;
        }
        int kinds = wake(first);
        try {
            ends.add(new Drain.End(child, first, kinds));
        } catch (Throwable noQueue) {
            settleAtOnce(child, first, kinds);
        }
    }

    private static void settleAtOnce(Deferred<?> future, @Nullable Registration first, int kinds) {
        Drain.runCallbacks(future, first, kinds);
        for (Registration at = first; at != null; at = at.next) {
            if (at instanceof Registration.Child child) {
                Registration ofChild = first(child.future.claimFromParent());
                int kindsOfChild = wake(ofChild);
                if (ofChild != null) {
                    settleAtOnce(child.future, ofChild, kindsOfChild);
                }
            }
        }
        Drain.letGo(first, kinds);
    }

    private static void sort(List<Drain.End> ends) {
        if (ends.size() > 2) {
            try {
                ends.subList(1, ends.size()).sort(BY_AGE);
            } catch (Throwable unsorted) {
                // In the order in which they were found, then.
            }
        }
    }

    private static long order(Drain.End end) {
        return ((ChildFuture<?>) end.future()).sequence;
    }
}
