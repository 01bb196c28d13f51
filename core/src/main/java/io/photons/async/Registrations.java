package io.photons.async;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All parties that want to know of a future's end, in the order in which they came: a doubly linked list, with an index
 * of the callbacks by identity as soon as a search would be longer than a few steps.
 *
 * <p>Adding and removing take constant time and leave nothing behind. Nothing foreign is called: a callback's {@code
 * equals} and {@code hashCode} are its author's code, its identity is not.
 *
 * <p><b>Source.</b> F3, F5.
 */
final class Registrations extends Pending {

    private static final int INDEX_FROM = 8;
    private static final int SMALLEST_INDEX = 32;

    private final SpinLock lock = new SpinLock();

    // All under the lock.
    private @Nullable Registration first;
    private @Nullable Registration last;
    private int size;
    private int callbacks;
    private Registration.Callback @Nullable [] index;
    private boolean taken;

    /** Takes over the only registration there was. Its links are not touched: another thread may be doing the same. */
    Registrations(Registration only) {
        first = only;
        last = only;
        size = 1;
        callbacks = only instanceof Registration.Callback ? 1 : 0;
    }

    /** Adds, unless the owner has ended. */
    boolean add(Deferred<?> owner, Registration added) {
        lock.lock();
        try {
            if (isOver(owner)) {
                return false;
            }
            added.previous = last;
            if (last == null) {
                first = added;
            } else {
                last.next = added;
            }
            last = added;
            size++;
            if (added instanceof Registration.Callback callback) {
                callbacks++;
                if (index != null) {
                    chain(index, callback);
                    fitIndex(index);
                } else if (callbacks > INDEX_FROM) {
                    buildIndex();
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Removes a registration that its owner may have added to another state of the same future. */
    boolean remove(Registration removed) {
        lock.lock();
        try {
            if (taken || (removed.previous == null && first != removed)) {
                return false;
            }
            unlink(removed);
            if (index != null) {
                fitIndex(index);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Removes every occurrence of a callback, unless the owner has ended. */
    boolean removeAll(Deferred<?> owner, Consumer<?> consumer) {
        lock.lock();
        try {
            if (isOver(owner)) {
                return false;
            }
            boolean found = false;
            Registration next;
            for (Registration at = start(consumer); at != null; at = next) {
                next = following(at);
                if (is(at, consumer)) {
                    unlink(at);
                    found = true;
                }
            }
            if (index != null) {
                fitIndex(index);
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    boolean contains(Deferred<?> owner, Consumer<?> consumer) {
        lock.lock();
        try {
            if (!isOver(owner)) {
                for (Registration at = start(consumer); at != null; at = following(at)) {
                    if (is(at, consumer)) {
                        return true;
                    }
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return taken ? 0 : size;
        } finally {
            lock.unlock();
        }
    }

    /** Those of the scopes that hold the owner. */
    List<Registration.Last> lasts() {
        lock.lock();
        try {
            List<Registration.Last> lasts = new ArrayList<>();
            for (Registration at = first; at != null; at = at.next) {
                if (at instanceof Registration.Last last) {
                    lasts.add(last);
                }
            }
            return lasts;
        } finally {
            lock.unlock();
        }
    }

    /** Closes the list and hands it to the thread that ended the future. */
    @Nullable
    Registration take() {
        lock.lock();
        try {
            taken = true;
            Registration head = first;
            first = null;
            last = null;
            index = null;
            return head;
        } finally {
            lock.unlock();
        }
    }

    /** For who has taken the list: tells whether nothing but callbacks was there. */
    boolean hadCallbacksAlone() {
        return callbacks > 0 && callbacks == size;
    }

    // Guards against a change between the end of the owner and the taking of this list: from the end on, who is here is
    // due.
    private boolean isOver(Deferred<?> owner) {
        return taken || owner.rawState() != this;
    }

    private @Nullable Registration start(Consumer<?> consumer) {
        return index == null ? first : index[bucket(index, consumer)];
    }

    private @Nullable Registration following(Registration at) {
        return index == null ? at.next : ((Registration.Callback) at).chain;
    }

    private static boolean is(Registration at, Consumer<?> consumer) {
        return at instanceof Registration.Callback callback && callback.consumer == consumer;
    }

    private void unlink(Registration removed) {
        if (removed.previous == null) {
            first = removed.next;
        } else {
            removed.previous.next = removed.next;
        }
        if (removed.next == null) {
            last = removed.previous;
        } else {
            removed.next.previous = removed.previous;
        }
        removed.previous = null;
        removed.next = null;
        size--;
        if (removed instanceof Registration.Callback callback) {
            callbacks--;
            if (index != null) {
                unchain(index, callback);
            }
        }
    }

    private void buildIndex() {
        Registration.Callback[] table = emptyIndex();
        if (table == null) {
            return;
        }
        for (Registration at = first; at != null; at = at.next) {
            if (at instanceof Registration.Callback callback) {
                chain(table, callback);
            }
        }
        index = table;
    }

    /** Makes the index grow with the callbacks, and shrink again: a crowd that went leaves no large table behind. */
    private void fitIndex(Registration.@Nullable Callback[] present) {
        boolean tooSmall = callbacks > present.length;
        boolean tooLarge = present.length > SMALLEST_INDEX && callbacks < present.length / 16;
        if (!tooSmall && !tooLarge) {
            return;
        }
        Registration.Callback[] table = emptyIndex();
        if (table == null) {
            return;
        }
        for (Registration.Callback head : present) {
            Registration.Callback next;
            for (Registration.Callback at = head; at != null; at = next) {
                next = at.chain;
                chain(table, at);
            }
        }
        index = table;
    }

    /** A new index; null if there is no memory for one, and then the list goes on as it is, only slower. */
    private Registration.Callback @Nullable [] emptyIndex() {
        try {
            return new Registration.Callback[Math.max(SMALLEST_INDEX, Integer.highestOneBit(callbacks) * 4)];
        } catch (OutOfMemoryError noMemory) {
            return null;
        }
    }

    private static void chain(Registration.@Nullable Callback[] table, Registration.Callback added) {
        int bucket = bucket(table, added.consumer);
        added.chain = table[bucket];
        table[bucket] = added;
    }

    private static void unchain(Registration.@Nullable Callback[] table, Registration.Callback removed) {
        int bucket = bucket(table, removed.consumer);
        Registration.Callback at = table[bucket];
        if (at == removed) {
            table[bucket] = removed.chain;
        } else {
            while (at != null && at.chain != removed) {
                at = at.chain;
            }
            if (at != null) {
                at.chain = removed.chain;
            }
        }
        removed.chain = null;
    }

    private static int bucket(Registration.@Nullable Callback[] table, Consumer<?> consumer) {
        int hash = System.identityHashCode(consumer);
        return (hash ^ (hash >>> 16)) & (table.length - 1);
    }
}
