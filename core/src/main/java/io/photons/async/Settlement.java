package io.photons.async;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows when a future has just ended: its waiters wake, its pending descendants are settled, then callbacks run,
 * its own first and each descendant's in the order in which the descendants were made.
 *
 * <p><b>Source.</b> F6, F10, F13.
 */
final class Settlement {

    private final ArrayDeque<Drain.End> toVisit = new ArrayDeque<>();
    private final List<Drain.End> ends = new ArrayList<>();

    private Settlement() {}

    /**
     * Runs the consequences of an end that the calling thread made happen. Where only threads wait, nothing is allocated.
     *
     * @param atBottom true if nothing else of ours is below on the stack: a task that ends on its own thread
     */
    static void of(Deferred<?> root, @Nullable Pending registered, boolean atBottom) {
        Registration first = first(registered);
        boolean onlyWaiters = true;
        for (Registration at = first; at != null; at = at.next) {
            if (at instanceof Registration.Waiter waiter) {
                waiter.wake();
            } else {
                onlyWaiters = false;
            }
        }
        if (!onlyWaiters) {
            new Settlement().run(new Drain.End(root, first));
        } else if (atBottom) {
            Drain.runHooks(root);
        } else if (root.hasEndHooks()) {
            Drain.run(List.of(new Drain.End(root, null)));
        }
    }

    private static @Nullable Registration first(@Nullable Pending registered) {
        return switch (registered) {
            case null -> null;
            case Registration only -> only;
            case Registrations several -> several.take();
        };
    }

    private void run(Drain.End root) {
        ends.add(root);
        toVisit.add(root);
        for (Drain.End end = toVisit.poll(); end != null; end = toVisit.poll()) {
            for (Registration at = end.first(); at != null; at = at.next) {
                if (at instanceof Registration.Child child) {
                    visit(child.future);
                } else if (at instanceof Registration.Waiter waiter && end != root) {
                    waiter.wake();
                }
            }
        }
        if (ends.size() > 2) {
            ends.subList(1, ends.size()).sort(Comparator.comparingLong(Settlement::order));
        }
        Drain.run(ends);
    }

    private void visit(ChildFuture<?> child) {
        ChildFuture.Claim claim = child.claimFromParent();
        if (claim != null) {
            Registration first = first(claim.registered());
            if (first != null) {
                Drain.End end = new Drain.End(child, first);
                ends.add(end);
                toVisit.add(end);
            }
        }
    }

    private static long order(Drain.End end) {
        return ((ChildFuture<?>) end.future()).sequence;
    }
}
