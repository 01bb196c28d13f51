package io.photons.async;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The timers of the real world: a binary heap ordered by deadline and then by the order of scheduling, and one daemon
 * platform thread that calls the signals.
 *
 * <p>A cancelled timer leaves the heap at once. The thread is woken only for a deadline earlier than the one it sleeps
 * towards, so a program whose time-outs hardly ever strike hardly ever wakes it. The lock is one without a queue: in a
 * queue the thread could come to stand behind a virtual thread that waits for a carrier (T13).
 *
 * <p><b>Source.</b> T13, K10.
 */
final class TimerHeap extends SpinLock {

    private final CoarseClock clock;
    private @Nullable Entry[] heap = new Entry[64]; // under the lock
    private int size; // under the lock
    private long sequence; // under the lock
    private long wakeAt = AsyncRuntime.NO_DEADLINE; // under the lock; what the thread sleeps towards
    private volatile @Nullable Thread thread; // written once, by the first to schedule; read by all

    TimerHeap(CoarseClock clock) {
        this.clock = clock;
    }

    AsyncRuntime.Timer schedule(long at, Runnable signal) {
        Entry entry = new Entry(this, at, signal);
        Thread driver = thread == null ? startThread() : thread;
        boolean wake = false;
        lock();
        try {
            entry.sequence = sequence++;
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, size * 2);
            }
            siftUp(size++, entry);
            if (at < wakeAt) {
                wakeAt = at;
                wake = true;
            }
        } finally {
            unlock();
        }
        if (wake) {
            LockSupport.unpark(driver);
        }
        return entry;
    }

    /** Has the thread run once, for the clock's sake. */
    void wake() {
        try {
            Thread driver = thread;
            LockSupport.unpark(driver == null ? startThread() : driver);
        } catch (OutOfMemoryError noThread) {
            // Guards against a task that would not start for the want of a clock: the precise one will do.
        }
    }

    int size() {
        lock();
        try {
            return size;
        } finally {
            unlock();
        }
    }

    private synchronized Thread startThread() {
        Thread running = thread;
        if (running == null) {
            running = new Thread(null, this::drive, "photons-timers", 0, false);
            running.setDaemon(true);
            running.setContextClassLoader(null);
            running.start();
            thread = running;
        }
        return running;
    }

    private void drive() {
        for (; ; ) {
            Entry due = null;
            long now = SystemRuntime.INSTANCE.nanoTime();
            long sleep = clock.refresh(now) - now;
            lock();
            try {
                if (size == 0) {
                    wakeAt = AsyncRuntime.NO_DEADLINE;
                } else if (at(0).at <= now) {
                    due = at(0);
                    removeAt(0);
                    wakeAt = Long.MIN_VALUE; // awake: no need to be woken
                } else {
                    wakeAt = at(0).at;
                    sleep = Math.min(sleep, wakeAt - now);
                }
            } finally {
                unlock();
            }
            if (due != null) {
                signal(due);
            } else if (sleep < Limits.NONE_NANOS) {
                LockSupport.parkNanos(this, sleep);
            } else {
                LockSupport.park(this);
            }
            Thread.interrupted();
        }
    }

    private static void signal(Entry due) {
        try {
            due.signal.run();
        } catch (Throwable broken) {
            // Signals do not throw; should memory run out inside one, the others must still get theirs.
            Reports.error("A timer's signal failed", broken);
        }
    }

    private void remove(Entry entry) {
        lock();
        try {
            if (entry.index >= 0) {
                removeAt(entry.index);
            }
        } finally {
            unlock();
        }
    }

    private void removeAt(int index) {
        at(index).index = -1;
        Entry last = at(--size);
        heap[size] = null;
        if (index < size) {
            siftDown(index, last);
            if (heap[index] == last) {
                siftUp(index, last);
            }
        }
        if (heap.length > 1024 && size < heap.length / 8) {
            shrink();
        }
    }

    private void shrink() {
        try {
            heap = Arrays.copyOf(heap, heap.length / 2);
        } catch (OutOfMemoryError noMemory) {
            // Guards against the timers' thread ending for want of a smaller heap.
        }
    }

    private void siftUp(int from, Entry entry) {
        int index = from;
        while (index > 0) {
            int parent = (index - 1) >>> 1;
            if (!entry.before(at(parent))) {
                break;
            }
            place(index, at(parent));
            index = parent;
        }
        place(index, entry);
    }

    private void siftDown(int from, Entry entry) {
        int index = from;
        for (int child = 2 * index + 1; child < size; child = 2 * index + 1) {
            if (child + 1 < size && at(child + 1).before(at(child))) {
                child++;
            }
            if (!at(child).before(entry)) {
                break;
            }
            place(index, at(child));
            index = child;
        }
        place(index, entry);
    }

    private Entry at(int index) {
        return Objects.requireNonNull(heap[index]);
    }

    private void place(int index, Entry entry) {
        heap[index] = entry;
        entry.index = index;
    }

    /** One timer; {@code index} is its place in the heap, or negative once it has left. */
    private static final class Entry implements AsyncRuntime.Timer {
        private final TimerHeap owner;
        private final long at;
        private final Runnable signal;
        private long sequence;
        private int index;

        Entry(TimerHeap owner, long at, Runnable signal) {
            this.owner = owner;
            this.at = at;
            this.signal = signal;
        }

        boolean before(Entry other) {
            return at < other.at || (at == other.at && sequence < other.sequence);
        }

        @Override
        public void cancel() {
            owner.remove(this);
        }
    }
}
