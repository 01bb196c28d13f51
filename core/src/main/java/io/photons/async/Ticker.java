package io.photons.async;

import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Ticks at regular times, given to a loop: on a grid that begins with the first one, so that however long the loop runs
 * they do not drift.
 *
 * <p><b>Lifecycle.</b> The time begins when the first tick is asked for. The iteration ends at the first of: the number of
 * ticks, the time, the end of the final future, the close. There is one iterator for each ticker.
 *
 * <p><b>Threads.</b> The iterating thread waits for the ticks itself. {@link #changeAfter}, {@link #changeAfterOnce} and
 * {@link #close} may be called from any thread.
 *
 * <p><b>Interruption.</b> An interrupted {@code hasNext} throws {@link CancellationException} and leaves the interrupt flag
 * set.
 *
 * <p><b>Source.</b> K1–K10, E4.
 *
 * {@snippet :
 * try (Ticker ticker = Ticker.every(Duration.ofSeconds(10)).maxIterations(7).finalFuture(stop).open()) {
 *     for (Tick tick : ticker) {
 *         poll();
 *     }
 * }
 * }
 */
public final class Ticker implements Iterable<Tick>, AutoCloseable {

    private final long maxIterations;
    private final long maxNanos;
    private final @Nullable Deferred<?> finalFuture;
    private final @Nullable Pauser pauser;
    private final SpinLock lock = new SpinLock();

    // Under the lock: changed by the iterating thread and by those who change the times.
    private final Schedule schedule;

    // Under the lock.
    private boolean iterated;

    // Under the lock: the thread that waits for a tick, while it does.
    private Registration.@Nullable Waiter sleeper;

    // false -> true: close; read by the iterating thread.
    private volatile boolean closed;

    // null -> its entry in the task tree: the iterating thread, when the time begins; read by who closes.
    private volatile @Nullable Iterated shown;

    /** A tick that comes so long after it was due is late. */
    private static final long LATE_NANOS = 10_000_000;

    Ticker(TickerOptions options) {
        schedule = new Schedule(options.everyNanos, options.minWaitNanos);
        maxIterations = options.maxIterations;
        maxNanos = options.maxNanos;
        finalFuture = options.finalFuture == null ? null : options.finalFuture.round();
        pauser = options.pauser;
    }

    /**
     * Begins to set up a ticker.
     *
     * @param every the time between ticks; zero or less means as often as the least wait allows
     * @return options to set, and then to open
     */
    public static TickerOptions every(Duration every) {
        return new TickerOptions(Limits.nanos(every, "every"));
    }

    /**
     * Changes the time between ticks: the next one comes that long after the latest point of the grid, which begins there
     * anew.
     *
     * @param every the new time between ticks
     */
    public void changeAfter(Duration every) {
        long nanos = Limits.nanos(every, "every");
        change(() -> schedule.changeAfter(nanos));
    }

    /**
     * Moves the next tick alone: it comes that long after the latest point of the grid, and those after it are on the grid
     * again. Before the first tick nothing happens.
     *
     * @param wait the time from the latest point of the grid
     */
    public void changeAfterOnce(Duration wait) {
        long nanos = Limits.nanos(wait, "wait");
        change(() -> schedule.changeAfterOnce(nanos));
    }

    private void change(Runnable change) {
        Registration.Waiter awake;
        lock.lock();
        try {
            change.run();
            awake = sleeper;
        } finally {
            lock.unlock();
        }
        if (awake != null) {
            awake.wake();
        }
    }

    /**
     * Returns the iterator.
     *
     * @return the one iterator
     * @throws IllegalStateException if it was asked for before
     */
    @Override
    public Iterator<Tick> iterator() {
        lock.lock();
        try {
            if (iterated) {
                throw new IllegalStateException("A ticker has one iterator");
            }
            iterated = true;
        } finally {
            lock.unlock();
        }
        return new Ticks();
    }

    /** Ends the iteration, also of a thread that waits for a tick. Idempotent. */
    @Override
    public void close() {
        closed = true;
        change(() -> {});
        hide();
    }

    private void hide() {
        Iterated entry = shown;
        if (entry != null) {
            entry.end();
        }
    }

    private final class Ticks implements Iterator<Tick>, Iterated.Ticks {

        private long start;
        private long iteration;
        private @Nullable Tick fetched;
        private boolean over;

        @Override
        public boolean hasNext() {
            if (fetched == null && !over) {
                fetched = fetch();
                over = fetched == null;
                if (over) {
                    hide();
                }
            }
            return fetched != null;
        }

        @Override
        public Tick next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Tick tick = Objects.requireNonNull(fetched);
            fetched = null;
            return tick;
        }

        private @Nullable Tick fetch() {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted");
            }
            AsyncRuntime runtime = AsyncRuntime.current();
            runtime.checkpoint();
            begin(runtime);
            boolean waited = false;
            boolean heldBack = false;
            try {
                for (; ; ) {
                    long now = runtime.nanoTime();
                    if (isOver(now)) {
                        return null;
                    }
                    Promise<@Nullable Void> gate = pauser == null ? null : pauser.gate();
                    Tick tick = gate == null ? tick(now, heldBack) : null;
                    if (tick == null) {
                        await(gate);
                        waited = true;
                        heldBack |= gate != null;
                        continue;
                    }
                    if (!waited && tick.iteration() > 1) {
                        runtime.park(Ticker.this, now); // returns at once, but lets a deterministic world switch
                    }
                    return tick;
                }
            } catch (InterruptedException e) {
                runtime.interrupt(Thread.currentThread());
                CancellationException cancelled = new CancellationException("interrupted");
                cancelled.initCause(e);
                throw cancelled;
            }
        }

        private void begin(AsyncRuntime runtime) {
            if (shown != null) {
                return;
            }
            lock.lock();
            try {
                start = runtime.nanoTime();
                schedule.begin(start);
            } finally {
                lock.unlock();
            }
            shown = Root.current().iterates(this);
        }

        private boolean isOver(long now) {
            return closed
                    || iteration >= maxIterations
                    || now - start >= maxNanos
                    || (finalFuture != null && finalFuture.isDone());
        }

        /** The tick that is due now, or null. */
        private @Nullable Tick tick(long now, boolean heldBack) {
            Tick tick;
            long late;
            lock.lock();
            try {
                late = now - schedule.due();
                if (late < 0) {
                    return null;
                }
                schedule.ticked(now);
                tick = new Tick(++iteration, Duration.ofNanos(Math.max(0, schedule.due() - now)));
            } finally {
                lock.unlock();
            }
            if (late > LATE_NANOS && !heldBack) {
                Root.current().lateTicks.increment();
                Flight.lateTick(label(), tick.iteration(), late);
            }
            return tick;
        }

        /** Waits until something may have changed: the time, the schedule, the gate, the final future, the close. */
        private void await(@Nullable Promise<@Nullable Void> gate) throws InterruptedException {
            Registration.Waiter waiter = new Registration.Waiter();
            long deadline = maxNanos >= Limits.NONE_NANOS ? AsyncRuntime.NO_DEADLINE : start + maxNanos;
            lock.lock();
            try {
                sleeper = waiter;
                if (gate == null) {
                    deadline = Math.min(deadline, schedule.due());
                }
            } finally {
                lock.unlock();
            }
            try (Watch ofFinal = new Watch(finalFuture);
                    Watch ofGate = new Watch(gate)) {
                if (!closed && ofFinal.isPending && ofGate.isPending) {
                    Parking.park(this, deadline);
                }
            } finally {
                lock.lock();
                sleeper = null;
                lock.unlock();
            }
        }

        // ---- what the task tree shows

        @Override
        public String label() {
            long every;
            lock.lock();
            try {
                every = schedule.every();
            } finally {
                lock.unlock();
            }
            return "Ticker every " + Spans.words(Duration.ofNanos(Math.max(0, every)));
        }

        @Override
        public long given() {
            lock.lock();
            try {
                return iteration;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public long began() {
            return start;
        }

        @Override
        public @Nullable Long due() {
            if (pauser != null && pauser.isPaused()) {
                return null;
            }
            lock.lock();
            try {
                return schedule.due();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean isWaiting() {
            lock.lock();
            try {
                return sleeper != null;
            } finally {
                lock.unlock();
            }
        }
    }

    /** The waiting thread's registration on a future, if there is one, for as long as it waits. */
    private static final class Watch implements AutoCloseable {

        private final @Nullable Deferred<?> future;
        private final Registration.Waiter waiter = new Registration.Waiter();
        final boolean isPending;

        Watch(@Nullable Deferred<?> future) {
            this.future = future;
            this.isPending = future == null || future.register(waiter);
        }

        @Override
        public void close() {
            if (future != null) {
                future.unregister(waiter);
            }
        }
    }
}
