package io.photons.async;

import org.jspecify.annotations.Nullable;

/**
 * Threads that wait for the same thing, first come first called: an intrusive list, whose lock is its owner's.
 *
 * <p><b>Source.</b> S6, S10.
 */
final class WaitingLine {

    private Registration.@Nullable Waiter first;
    private Registration.@Nullable Waiter last;

    // Written under the owner's lock, read by the other side.
    private volatile int length;

    /** How many wait. */
    int length() {
        return length;
    }

    /** Under the lock: joins at the end. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time writes
    void add(Registration.Waiter waiter) {
        waiter.previous = last;
        if (last == null) {
            first = waiter;
        } else {
            last.next = waiter;
        }
        last = waiter;
        length++;
    }

    /** Under the lock: leaves, unless it has been called. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time writes
    boolean remove(Registration.Waiter waiter) {
        if (waiter.previous == null && first != waiter) {
            return false;
        }
        var before = (Registration.Waiter) waiter.previous;
        var after = (Registration.Waiter) waiter.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        waiter.previous = null;
        waiter.next = null;
        length--;
        return true;
    }

    /** Under the lock: takes out the one who has waited longest; null if none does. */
    Registration.@Nullable Waiter poll() {
        Registration.Waiter waiter = first;
        if (waiter != null) {
            remove(waiter);
        }
        return waiter;
    }
}
