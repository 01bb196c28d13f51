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
 * <p>Neither side takes a lock to put or take a result: producers draw numbers from the tail and consumers from the head,
 * each by compare-and-set. The lock is that of the lists of those who wait.
 *
 * <p><b>Source.</b> S2, S7, S10, S13.
 */
final class ResultQueue<E> extends SpinLock {

    private static final int CHUNK = 512;

    /** So many are enough for whoever looks out for results, or for room. */
    private static final int BATCH = 256;

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final VarHandle NEXT;
    private static final VarHandle HEAD_CHUNK;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HEAD_CHUNK = lookup.findVarHandle(ResultQueue.class, "headChunk", Chunk.class);
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
    private final Cursor tail = new Cursor();

    // The number of results ever taken. By compare-and-set of consumers; read by all.
    private final Cursor head = new Cursor();

    // A chunk near the tail; any producer may move it on.
    private volatile Chunk tailChunk = new Chunk(0, null);

    // The chunk of the head, or the one before. By compare-and-set of consumers.
    private volatile Chunk headChunk = tailChunk;

    // The number up to which there is room for sure, as last seen by a producer that was told so.
    private volatile long roomUntil;

    // Of consumers who find nothing, and of producers who find no room.
    private final Patience resultPatience = new Patience();
    private final Patience roomPatience = new Patience();

    // Under the lock.
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
            long seen = tail.get();
            if ((seen & 1) != 0) {
                return Put.SEALED;
            }
            long number = seen >>> 1;
            if (capacity < Long.MAX_VALUE && number >= roomUntil && !mayTake(number, capacity)) {
                return Put.FULL;
            }
            // Guards against a number without a slot: whatever is allocated is allocated before the number is drawn.
            Chunk chunk = chunk(number);
            if (chunk != null && tail.move(seen, seen + 2)) {
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
        long until = head.get() + capacity;
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
        if (roomPatience.pays(() -> room(capacity), (int) Math.min(BATCH, (capacity + 1) / 2))) {
            return;
        }
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
                roomPatience.park(room, AsyncRuntime.NO_DEADLINE);
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
    @SuppressWarnings("unchecked")
    E poll() {
        for (int tries = 0; ; ) {
            long number = head.get();
            Chunk chunk = chunkToTake(number);
            if (chunk != null) {
                int slot = (int) (number - chunk.base);
                E result = (E) SLOT.getAcquire(chunk.slots, slot);
                // Guards against two consumers that see the same result: who moves the head has it.
                if (result != null && head.move(number, number + 1)) {
                    chunk.slots[slot] = null;
                    if (producers.length() > 0 && !producerCalled) {
                        wakeProducer();
                    }
                    return result;
                }
            }
            // The tail is the producers', who write it all the time: a slot that is filled tells enough.
            if (tail.get() >>> 1 == number) {
                return null;
            }
            if (head.get() == number) {
                // Guards against a producer between its number and its slot.
                SpinLock.pause(tries++);
            }
        }
    }

    /** The chunk of a number that was the next to take; null if it is not there yet, or others have taken it meanwhile. */
    private @Nullable Chunk chunkToTake(long number) {
        Chunk chunk = headChunk;
        while (number - chunk.base >= CHUNK) {
            Chunk next = chunk.next;
            if (next == null) {
                return null;
            }
            if (HEAD_CHUNK.compareAndSet(this, chunk, next)) {
                next.previous = null;
            }
            chunk = headChunk;
        }
        return number < chunk.base ? null : chunk;
    }

    /**
     * Waits until there may be a result, or something else to look at.
     *
     * @return false if the deadline came first
     */
    boolean awaitResult(long deadline, BooleanSupplier nothingElse) throws InterruptedException {
        // Who has a limit is not kept beyond it, and may have come for what is there at once.
        if (deadline == AsyncRuntime.NO_DEADLINE && resultPatience.pays(this::size, BATCH)) {
            return true;
        }
        Registration.Waiter waiter = new Registration.Waiter();
        lock();
        try {
            consumers.add(waiter);
        } finally {
            unlock();
        }
        boolean left = false;
        try {
            boolean inTime =
                    size() > 0 || isSealed() || !nothingElse.getAsBoolean() || resultPatience.park(result, deadline);
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

    private int room(long capacity) {
        return (int) Math.min(Integer.MAX_VALUE, capacity - size());
    }

    /** How many wait, or a moment ago did; those taken while this looks may be counted, so it is never negative. */
    int size() {
        // Guards against more taken than put: what was taken is read first.
        long taken = head.get();
        return (int) Math.min(Integer.MAX_VALUE, (tail.get() >>> 1) - taken);
    }

    boolean isSealed() {
        return (tail.get() & 1) != 0;
    }

    /** Takes nothing more from now on, and wakes all who wait. */
    void seal() {
        long seen = tail.get();
        while ((seen & 1) == 0 && !tail.move(seen, seen | 1)) {
            seen = tail.get();
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
