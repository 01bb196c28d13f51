package io.photons.async;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The line of results between many producers and a few consumers: chunks of slots, in the order in which producers drew
 * their numbers. Once sealed it takes nothing more, from one instant on for all.
 *
 * <p>Producers take no lock. The lock is the consumers', and that of the lists of those who wait.
 *
 * <p><b>Source.</b> S2, S7, S10, S13.
 */
final class ResultQueue<E> extends SpinLock {

    private static final int CHUNK = 512;
    private static final VarHandle TAIL;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final VarHandle NEXT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TAIL = lookup.findVarHandle(ResultQueue.class, "tail", long.class);
            NEXT = lookup.findVarHandle(Chunk.class, "next", Chunk.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final class Chunk {
        final @Nullable Object[] slots = new Object[CHUNK];
        final long base;
        // null -> the next, by compare-and-set of whoever needs it first.
        volatile @Nullable Chunk next;
        // The one before -> null, when consumers have left it.
        volatile @Nullable Chunk previous;

        Chunk(long base, @Nullable Chunk previous) {
            this.base = base;
            this.previous = previous;
        }
    }

    /** What consumers and producers wait for, in trees. */
    private final Need result;

    private final Need room;

    // Twice the number of results ever put; odd once sealed. By compare-and-set of producers and of who seals.
    private volatile long tail;

    // The number of results ever taken; written under the lock, read by producers.
    private volatile long head;

    // A chunk near the tail; any producer may move it on.
    private volatile Chunk tailChunk = new Chunk(0, null);

    // The number up to which there is room for sure, as last seen by a producer that was told so.
    private volatile long roomUntil;

    // Under the lock.
    private Chunk headChunk = tailChunk;
    private final WaitingLine consumers = new WaitingLine();
    private final WaitingLine producers = new WaitingLine();

    // Under the lock, read by all: a producer was called and has not looked yet; it calls the next if there is more
    // room.
    private volatile boolean producerCalled;

    ResultQueue(Object stream) {
        this.result = new Need("a result of ", stream);
        this.room = new Need("room on ", stream);
    }

    // ---- producers

    /** Puts a result if fewer than {@code capacity} wait; the answer tells what stood in the way. */
    Put put(E result, long capacity) {
        for (; ; ) {
            long seen = tail;
            if ((seen & 1) != 0) {
                return Put.SEALED;
            }
            long number = seen >>> 1;
            if (capacity < Long.MAX_VALUE && number >= roomUntil && !mayTake(number, capacity)) {
                return Put.FULL;
            }
            // Guards against a number without a slot: whatever is allocated is allocated before the number is drawn.
            Chunk chunk = chunk(number);
            if (chunk != null && TAIL.compareAndSet(this, seen, seen + 2)) {
                SLOT.setRelease(chunk.slots, (int) (number - chunk.base), result);
                if (consumers.length() > 0) {
                    wakeConsumer();
                }
                return Put.DONE;
            }
        }
    }

    /** Looks at how much was taken: seldom, as consumers write that all the time. */
    private boolean mayTake(long number, long capacity) {
        long until = head + capacity;
        roomUntil = until;
        return number < until;
    }

    /** What became of a put. */
    enum Put {
        /** It is on the stream. */
        DONE,
        /** As many results wait as there is room for. */
        FULL,
        /** Nothing is put any more. */
        SEALED
    }

    /** The chunk of a number that was the next; null if others have drawn and taken it meanwhile. */
    private @Nullable Chunk chunk(long number) {
        Chunk chunk = tailChunk;
        while (chunk.base > number) {
            chunk = chunk.previous;
            if (chunk == null) {
                return null;
            }
        }
        while (number - chunk.base >= CHUNK) {
            Chunk next = chunk.next;
            if (next == null) {
                Chunk made = new Chunk(chunk.base + CHUNK, chunk);
                next = NEXT.compareAndSet(chunk, null, made) ? made : chunk.next;
            }
            chunk = Objects.requireNonNull(next);
            if (chunk.base > tailChunk.base) {
                tailChunk = chunk;
            }
        }
        return chunk;
    }

    /** Waits until there may be room. */
    void awaitRoom(long capacity) throws InterruptedException {
        Registration.Waiter waiter = new Registration.Waiter();
        lock();
        try {
            producers.add(waiter);
        } finally {
            unlock();
        }
        boolean left = false;
        try {
            if (size() >= capacity && !isSealed()) {
                Parking.park(room, AsyncRuntime.NO_DEADLINE);
            }
            left = true;
        } finally {
            boolean called = leave(waiter);
            // Guards against room that nobody is called for: consumers call one producer at a time, who looks whether
            // there is more room than for itself, or for anybody if it does not stay.
            if (called) {
                passRoomOn(left ? capacity - 1 : capacity);
            }
        }
    }

    /** Calls somebody for room that a producer found and does not use. */
    void passRoomOn(long capacity) {
        if (size() < capacity) {
            wakeProducer();
        }
    }

    /** Leaves the producers' line; true if this was called out of it. */
    private boolean leave(Registration.Waiter producer) {
        lock();
        try {
            if (producers.remove(producer)) {
                return false;
            }
            producerCalled = false;
            return true;
        } finally {
            unlock();
        }
    }

    // ---- consumers

    /** Takes the next result; null if there is none now. */
    @Nullable
    E poll() {
        for (int tries = 0; ; tries++) {
            E result;
            lock();
            try {
                result = take();
                // The tail is the producers', who write it all the time: a slot that is filled tells enough.
                if (result == null && head == tail >>> 1) {
                    return null;
                }
            } finally {
                unlock();
            }
            if (result != null) {
                if (producers.length() > 0 && !producerCalled) {
                    wakeProducer();
                }
                return result;
            }
            // Guards against a producer between its number and its slot.
            SpinLock.pause(tries);
        }
    }

    @SuppressWarnings("unchecked")
    private @Nullable E take() {
        long number = head;
        Chunk chunk = headChunk;
        if (number - chunk.base == CHUNK) {
            Chunk next = chunk.next;
            if (next == null) {
                return null;
            }
            next.previous = null;
            headChunk = next;
            chunk = next;
        }
        int slot = (int) (number - chunk.base);
        E result = (E) SLOT.getAcquire(chunk.slots, slot);
        if (result != null) {
            chunk.slots[slot] = null;
            head = number + 1;
        }
        return result;
    }

    /**
     * Waits until there may be a result, or something else to look at.
     *
     * @return false if the deadline came first
     */
    boolean awaitResult(long deadline, BooleanSupplier nothingElse) throws InterruptedException {
        Registration.Waiter waiter = new Registration.Waiter();
        lock();
        try {
            consumers.add(waiter);
        } finally {
            unlock();
        }
        boolean left = false;
        try {
            boolean inTime = size() > 0 || isSealed() || !nothingElse.getAsBoolean() || Parking.park(result, deadline);
            left = inTime;
            return inTime;
        } finally {
            boolean called = !forget(waiter);
            // Guards against a call that went to one who is leaving: somebody else must come for the result.
            if (called && !left && size() > 0) {
                wakeConsumer();
            }
        }
    }

    /** Wakes a consumer if there is a result. */
    void wakeForResult() {
        if (size() > 0) {
            wakeConsumer();
        }
    }

    // ---- both

    int size() {
        return (int) Math.min(Integer.MAX_VALUE, (tail >>> 1) - head);
    }

    boolean isSealed() {
        return (tail & 1) != 0;
    }

    /** Takes nothing more from now on, and wakes all who wait. */
    void seal() {
        long seen = tail;
        while ((seen & 1) == 0 && !TAIL.compareAndSet(this, seen, seen | 1)) {
            seen = tail;
        }
        wakeAll();
    }

    private void wakeAll() {
        wakeConsumers();
        for (int left = producers.length(); left > 0; left--) {
            wakeProducer();
        }
    }

    /** Wakes the consumers who wait now; not those who come back to wait meanwhile, or it might never end. */
    void wakeConsumers() {
        for (int left = consumers.length(); left > 0; left--) {
            wakeConsumer();
        }
    }

    private void wakeConsumer() {
        Registration.Waiter first;
        lock();
        try {
            first = consumers.poll();
        } finally {
            unlock();
        }
        if (first != null) {
            first.wake();
        }
    }

    private void wakeProducer() {
        Registration.Waiter first;
        lock();
        try {
            first = producers.poll();
            producerCalled |= first != null;
        } finally {
            unlock();
        }
        if (first != null) {
            first.wake();
        }
    }

    private boolean forget(Registration.Waiter consumer) {
        lock();
        try {
            return consumers.remove(consumer);
        } finally {
            unlock();
        }
    }
}
