package io.photons.async;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Waiting for several futures.
 *
 * <p><b>Source.</b> W1–W6.
 */
final class Waits {

    private Waits() {}

    /** Waits for each in turn: all must end, so the order costs nothing and at most one registration is out. */
    static boolean all(List<? extends Deferred<?>> futures, long deadline) throws InterruptedException {
        for (Deferred<?> future : futures) {
            if (!future.await(deadline)) {
                return false;
            }
        }
        return true;
    }

    /** Waits for the first to end; null if there are none or the deadline came first. */
    static @Nullable Deferred<?> first(List<? extends Deferred<?>> given, long deadline) throws InterruptedException {
        if (given.isEmpty()) {
            return null;
        }
        List<? extends Deferred<?>> rounds = given.stream().map(Deferred::round).toList();
        int found = ended(rounds);
        if (found >= 0) {
            return given.get(found);
        }
        int asked = 0;
        boolean lent = false;
        Registration.Waiter[] waiters = new Registration.Waiter[rounds.size()];
        try {
            for (Deferred<?> round : rounds) {
                lent |= round.beforeWait(!lent);
                waiters[asked] = new Registration.Waiter();
                round.register(waiters[asked++]);
            }
            Object blocker = rounds.size() == 1 ? rounds.get(0) : rounds;
            for (found = ended(rounds); found < 0; found = ended(rounds)) {
                if (!Parking.park(blocker, deadline)) {
                    found = ended(rounds);
                    break;
                }
            }
            return found < 0 ? null : given.get(found);
        } finally {
            for (int i = 0; i < asked; i++) {
                rounds.get(i).unregister(waiters[i]);
                rounds.get(i).afterWait();
            }
        }
    }

    private static int ended(List<? extends Deferred<?>> futures) {
        for (int i = 0; i < futures.size(); i++) {
            if (futures.get(i).isDone()) {
                return i;
            }
        }
        return -1;
    }

    /** Asks those that are pending to end, and waits for them all. */
    static boolean cancelled(List<? extends Deferred<?>> futures, long deadline) throws InterruptedException {
        List<? extends Deferred<?>> rounds =
                futures.stream().map(Deferred::round).toList();
        Task<?> current = Task.current();
        if (current != null && !current.isDone() && rounds.contains(current)) {
            throw new IllegalStateException(current + " waits for itself");
        }
        for (Deferred<?> round : rounds) {
            if (!round.isDone()) {
                round.cancel();
            }
        }
        return all(rounds, deadline);
    }

    static List<Deferred<?>> copy(Iterable<? extends Deferred<?>> futures) {
        Objects.requireNonNull(futures, "futures");
        List<Deferred<?>> copy = new ArrayList<>();
        for (Deferred<?> future : futures) {
            copy.add(Objects.requireNonNull(future, "futures"));
        }
        return copy;
    }
}
