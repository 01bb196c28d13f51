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
    static boolean all(List<? extends Deferred<?>> given, long deadline) throws InterruptedException {
        // Guards against a reset while an earlier one is waited for: whoever waits does so for the rounds of now.
        List<? extends Deferred<?>> rounds = rounds(given);
        checkNotCurrent(rounds);
        for (Deferred<?> round : rounds) {
            if (!round.await(deadline)) {
                return false;
            }
        }
        return true;
    }

    private static List<? extends Deferred<?>> rounds(List<? extends Deferred<?>> given) {
        return given.stream().map(Deferred::round).toList();
    }

    // Guards against a task that would wait for its own end (W6).
    private static void checkNotCurrent(List<? extends Deferred<?>> rounds) {
        Task<?> current = Task.current();
        if (current != null && !current.isDone() && rounds.contains(current)) {
            throw new IllegalStateException(current + " waits for itself");
        }
    }

    /** Waits for the first to end; null if there are none or the deadline came first. */
    static @Nullable Deferred<?> first(List<? extends Deferred<?>> given, long deadline) throws InterruptedException {
        List<? extends Deferred<?>> rounds = rounds(given);
        return first(given, rounds, deadline, rounds.size() == 1 ? rounds.get(0) : new Need("the first of ", rounds));
    }

    /** Waits for the first to end, and shows that it waits for something else. */
    static @Nullable Deferred<?> first(List<? extends Deferred<?>> given, long deadline, Object blocker)
            throws InterruptedException {
        return first(given, rounds(given), deadline, blocker);
    }

    private static @Nullable Deferred<?> first(
            List<? extends Deferred<?>> given, List<? extends Deferred<?>> rounds, long deadline, Object blocker)
            throws InterruptedException {
        if (given.isEmpty()) {
            return null;
        }
        int found = ended(rounds);
        if (found >= 0) {
            return given.get(found);
        }
        int asked = 0;
        Deferred<?> lentTo = null;
        Registration.Waiter[] waiters = new Registration.Waiter[rounds.size()];
        try {
            for (Deferred<?> round : rounds) {
                if (round.beforeWait(lentTo == null)) {
                    lentTo = round;
                }
                waiters[asked] = new Registration.Waiter();
                round.register(waiters[asked++]);
            }
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
            }
            if (lentTo != null) {
                lentTo.afterLending();
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
        List<? extends Deferred<?>> rounds = rounds(futures);
        checkNotCurrent(rounds);
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
