package io.photons.async;

import java.util.IdentityHashMap;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A register that does not let its jobs outlive it: it ends them when its final future ends, and its close waits until
 * nothing is held.
 *
 * <p><b>Source.</b> H1–H7, H9, S8, S9, S11, E1, W6.
 */
abstract class Scope extends Register {

    /** What a scope is opened with. */
    record Settings(
            @Nullable String name, @Nullable Deferred<?> parent, int maxConcurrent, boolean mayGate, long graceNanos) {

        /** Whether a job may have to wait before it is started. */
        boolean isLimited() {
            return mayGate || maxConcurrent < Integer.MAX_VALUE;
        }

        boolean hasGrace() {
            return graceNanos < Limits.NONE_NANOS;
        }
    }

    enum Stage {
        /** Jobs come and go. */
        OPEN,
        /** Close was called, and something is held. */
        CLOSING,
        /** Close was called, and nothing is held or can come. */
        CLOSED
    }

    final Settings settings;
    final ChildFuture<Void> finalFuture;
    final @Nullable Job<?> opener;
    private final Root root;
    final long sinceMillis;
    final TaskSnapshot.@Nullable Origin origin;

    // 0 -> when, counted in closes of scopes, the tally went into the root's; by who closes, under the
    // root's lock; read by who counts.
    volatile long countedAt;

    private final long deadline;

    /** Ends when nothing is held after close was called. */
    private final Promise<@Nullable Void> emptied;

    // Written under the lock, read by all. OPEN -> CLOSING | CLOSED (close), CLOSING -> CLOSED (who lets the last job
    // go).
    private volatile Stage stage = Stage.OPEN;

    // false -> true, once, under the lock, by a scope that starts nothing more though it was not closed; read by all.
    private volatile boolean over;

    /** Null where there is no limit. */
    private final @Nullable Slots slots;

    /** Null where the close waits for ever. */
    private final @Nullable Graces graces;

    // Under the lock: the futures held that somebody else ends, and how often each.
    private final IdentityHashMap<Deferred<?>, Integer> adopted = new IdentityHashMap<>(0);

    Scope(Settings settings) {
        super(AsyncRuntime.current());
        this.settings = settings;
        this.root = Root.current();
        this.sinceMillis = runtime.coarseMillis();
        this.origin = Origins.here();
        this.opener = AsyncRuntime.Body.current() instanceof Job<?> job ? job : null;
        this.deadline = opener == null ? AsyncRuntime.NO_DEADLINE : opener.deadline();
        this.emptied = new Promise<>(null);
        this.graces = settings.hasGrace() ? new Graces(this, settings.graceNanos) : null;
        this.slots = settings.isLimited() ? new Slots(this, settings.maxConcurrent) : null;
        this.finalFuture = settings.parent == null
                ? ChildFuture.make(new Promise<@Nullable Void>(null), settings.name)
                : ChildFuture.make(settings.parent, settings.name);
        root.opened(this);
    }

    /** Makes one that serves another scope: in its world, opened by who opened that one, ended by nobody else. */
    Scope(Settings settings, Scope served) {
        super(served.runtime);
        this.settings = settings;
        this.root = served.root;
        this.sinceMillis = runtime.coarseMillis();
        this.origin = null;
        this.opener = served.opener;
        this.deadline = served.deadline;
        this.emptied = new Promise<>(null);
        this.graces = settings.hasGrace() ? new Graces(this, settings.graceNanos) : null;
        this.slots = null;
        this.finalFuture = ChildFuture.make(new Promise<@Nullable Void>(null), null);
        root.opened(this);
    }

    /** Begins to watch the final future; called once the scope is ready. */
    final void watch() {
        finalFuture.onDone(ended -> finalFutureEnded());
    }

    /** Kind and name. */
    abstract String label();

    abstract TaskSnapshot.Kind kind();

    /** How many results wait to be taken. */
    int results() {
        return 0;
    }

    /** Tells whether close was called, or the final future has ended. */
    final boolean isEnding() {
        return finalFuture.ended() != null || stage != Stage.OPEN;
    }

    /** Takes what a job ended with, on the thread that ended it. */
    abstract void collect(Job<?> job);

    // Guards against a slot that comes free while whoever ended the final future is still on the way to those queued.
    /** False while no further body is to be started. */
    boolean mayStart() {
        return finalFuture.ended() == null;
    }

    /** Called under no lock when the last job has gone after close, or the final future has ended. */
    void finalFutureEnded() {
        Cancellation why = Cancellation.by(finalFuture);
        for (Job<?> job : snapshot()) {
            job.ask(why, true);
        }
    }

    /**
     * Returns the future whose end cancels everything held here: a child of the one that this was opened with.
     *
     * @return the scope's own final future
     */
    public final Deferred<Void> finalFuture() {
        return finalFuture;
    }

    /**
     * Ends the scope's own final future, and so cancels everything held here. The given one is left alone.
     *
     * @return true if this call ended it
     */
    public final boolean cancel() {
        return finalFuture.cancel();
    }

    /**
     * Ends the scope's own final future, and so cancels everything held here. The given one is left alone.
     *
     * @param reason why
     * @return true if this call ended it
     */
    public final boolean cancel(String reason) {
        return finalFuture.cancel(reason);
    }

    /**
     * Tells how much is held.
     *
     * @return the number of tasks and futures whose end, callbacks included, is still to come
     */
    public final int pending() {
        lock();
        try {
            return roster.size();
        } finally {
            unlock();
        }
    }

    // ---- adding

    /** Takes a job in and starts it, now or when there is a slot for it; false if the scope was closed already. */
    final <T extends @Nullable Object> boolean start(Job<T> job, Callable<? extends T> body) {
        if (!enter(job)) {
            return false;
        }
        try {
            if (cancelIfLate(job) || !job.prepare(slots == null ? body : withContextClassLoader(body))) {
                return true;
            }
            if (slots == null) {
                job.launch();
            } else {
                slots.enqueue(job);
            }
        } catch (Throwable failed) {
            // Guards against a job that is held and that nobody would ever end.
            job.failToStart(failed);
        }
        return true;
    }

    /** Has a body run with the caller's context class loader: whoever frees a slot starts the thread. */
    private static <T extends @Nullable Object> Callable<T> withContextClassLoader(Callable<? extends T> body) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return () -> {
            Thread.currentThread().setContextClassLoader(loader);
            return body.call();
        };
    }

    /**
     * Takes in a future that runs already; false if the scope was closed already, and then the future is cancelled.
     *
     * @param once whether a future that is held already stays held as it is
     */
    final boolean adopt(Job<?> job, boolean once) {
        Deferred<?> future = job.subject();
        lock();
        boolean closed = stage == Stage.CLOSED;
        boolean known = once && adopted.containsKey(future);
        try {
            if (!closed && !known) {
                // Guards against memory that runs out between the two.
                roster.makeRoom();
                adopted.merge(future, 1, Integer::sum);
                roster.add(job);
            }
        } finally {
            unlock();
        }
        if (closed) {
            future.cancel(label() + " is closed");
            return false;
        }
        if (!known) {
            watchAdopted(job);
            cancelIfLate(job);
        }
        return true;
    }

    private void watchAdopted(Job<?> job) {
        try {
            tellOfEnd(job, () -> {
                try {
                    ended(job);
                } finally {
                    released(job);
                }
            });
        } catch (Throwable failed) {
            // Guards against a job that is held and of whose end nobody would ever tell.
            released(job);
            throw failed;
        }
    }

    /**
     * Has something done when the future that a job stands for has ended and its callbacks have run, and the job's
     * register told when it is asked to end.
     */
    static void tellOfEnd(Job<?> job, Runnable action) {
        Deferred<?> future = job.subject();
        if (!future.register(new Registration.Last(action, () -> job.register.asked(job)))) {
            Drain.guarded(future, action);
        } else if (future instanceof Task<?> task && task.isCancelling()) {
            // Guards against a task that was asked to end before it could tell of it.
            job.register.asked(job);
        }
    }

    private boolean enter(Job<?> job) {
        lock();
        try {
            if (stage == Stage.CLOSED) {
                return false;
            }
            roster.add(job);
            return true;
        } finally {
            unlock();
        }
    }

    // Guards against a final future that ended before the job came in: whoever ended it has not met the job.
    private boolean cancelIfLate(Job<?> job) {
        if (finalFuture.ended() != null) {
            job.ask(Cancellation.by(finalFuture), true);
        } else if (over) {
            job.ask(Cancellation.asked(label() + " takes no more work"), true);
        } else {
            return false;
        }
        return true;
    }

    // ---- slots

    /** Starts those that wait for a slot, as far as there are slots. */
    final void startQueued() {
        if (slots != null) {
            slots.startNext();
        }
    }

    @Override
    final boolean awaited(Job<?> job) {
        return slots != null && slots.awaited(job);
    }

    @Override
    final void awaitedNoMore(Job<?> job) {
        if (slots != null) {
            slots.awaitedNoMore(job);
        }
    }

    // ---- ending

    @Override
    final void ended(Job<?> job) {
        try {
            if (!job.isLeftBehind()) {
                collect(job);
            } else {
                // Guards against a job left behind just now, after it had looked whether it was: else nobody tells.
                Stragglers.ended(job);
            }
        } finally {
            if (slots != null) {
                slots.free(job);
            }
        }
    }

    @Override
    final void released(Job<?> job) {
        if (graces != null || job.isAdopted()) {
            if (!letGo(job, true) && job.isLeftBehind()) {
                root.endedAsStraggler(job);
            }
            return;
        }
        boolean mayBeLast = true;
        try {
            mayBeLast = roster.leave(job, job.ranMillis());
        } finally {
            if (mayBeLast) {
                lookForEnd();
            }
        }
    }

    /**
     * Holds a job no longer of which more is noted than its place; false if it was not held any more.
     *
     * @param ended whether it has ended; otherwise it is left behind, and its end is counted when it comes
     */
    final boolean letGo(Job<?> job, boolean ended) {
        boolean mayBeLast = true;
        try {
            boolean counts = ended && !job.isAdopted();
            long ran = counts ? job.ranMillis() : 0;
            lock();
            try {
                boolean held = counts ? roster.remove(job, ran) : roster.removeUncounted(job);
                mayBeLast = roster.isEmpty();
                if (graces != null) {
                    graces.end(job);
                }
                if (held && job.isAdopted()) {
                    disown(job.subject());
                }
                return held;
            } finally {
                unlock();
            }
        } finally {
            if (mayBeLast) {
                lookForEnd();
            }
        }
    }

    // Guards against a close that would wait for ever: whatever broke before, who has let the last job go says so. And
    // against one that begins meanwhile: it says so before it looks, and this looks afterwards.
    private void lookForEnd() {
        boolean awaited = isEndAwaited();
        if (!awaited && stage != Stage.CLOSING) {
            return;
        }
        boolean last;
        boolean none;
        lock();
        try {
            last = lastOut();
            none = roster.isEmpty();
        } finally {
            unlock();
        }
        try {
            if (none && awaited) {
                nothingHeld();
            }
        } finally {
            if (last) {
                emptied.complete(null);
            }
        }
    }

    private void disown(Deferred<?> future) {
        Integer times = adopted.remove(future);
        if (times != null && times > 1) {
            adopted.put(future, times - 1);
        }
    }

    private boolean lastOut() {
        if (stage != Stage.CLOSING || !roster.isEmpty()) {
            return false;
        }
        stage = Stage.CLOSED;
        return true;
    }

    @Override
    final void asked(Job<?> job) {
        if (graces != null) {
            graces.begin(job);
        }
    }

    /** Tells whether somebody waits for the moment at which nothing is held, other than who closes. */
    boolean isEndAwaited() {
        return false;
    }

    /** Called when a job has been let go and nothing is held, if somebody waits for that. */
    void nothingHeld() {}

    /** Starts nothing more from now on, if nothing is held and what the scope itself asks for holds, too. */
    final boolean finish(BooleanSupplier condition) {
        lock();
        try {
            if (roster.isEmpty() && condition.getAsBoolean()) {
                over = true;
            }
            return over;
        } finally {
            unlock();
        }
    }

    final boolean isOver() {
        return over;
    }

    // ---- closing

    /** Tells whether nothing is held after close was called. */
    final boolean isClosed() {
        return stage == Stage.CLOSED;
    }

    /**
     * Waits until nothing is held. If the thread is interrupted, cancels everything and waits on.
     *
     * <p>In a callback, the callbacks of other ends are due when it has returned; those that this waits for run here.
     *
     * @return true if it was interrupted
     */
    final boolean closeAndWait() {
        if (!isClosed()) {
            checkNotInside();
            if (finalFuture.ended() != null) {
                // Guards against a close inside a callback, whose own thread was to cancel what is held, but later.
                finalFutureEnded();
            }
            Drain.runNow(this::holds);
        }
        boolean empty;
        lock();
        try {
            if (stage == Stage.OPEN) {
                stage = Stage.CLOSING;
            }
            empty = lastOut();
        } finally {
            unlock();
        }
        if (empty) {
            emptied.complete(null);
        }
        boolean interrupted = false;
        while (!emptied.isDone()) {
            try {
                awaitEmpty();
            } catch (InterruptedException e) {
                interrupted = true;
                finalFuture.cancel("the thread that closed " + label() + " was interrupted");
                finalFutureEnded();
                Drain.runNow(this::holds);
            }
        }
        finalFuture.cancel(label() + " is closed");
        root.closed(this);
        return interrupted;
    }

    private void awaitEmpty() throws InterruptedException {
        if (graces == null) {
            emptied.await(AsyncRuntime.NO_DEADLINE, this);
        } else {
            graces.await(emptied);
        }
    }

    // Guards against a task that would wait for its own end (W6).
    final void checkNotInside() {
        for (Task<?> at = Task.current(); at instanceof Job<?> job; at = job.caller()) {
            if (job.register == this || holds(job)) {
                throw new IllegalStateException(at + " runs in " + label() + " and cannot close it");
            }
        }
        for (Deferred<?> running : Drain.runningHere()) {
            if (holds(running)) {
                throw new IllegalStateException(
                        "A callback of " + running + ", which " + label() + " holds, cannot close it");
            }
        }
    }

    /** Tells whether a future is held here. */
    final boolean holds(Deferred<?> future) {
        lock();
        try {
            return adopted.containsKey(future)
                    || (future instanceof Job<?> job && job.register == this && roster.holds(job));
        } finally {
            unlock();
        }
    }

    @Override
    final long deadline() {
        return deadline;
    }

    @Override
    final @Nullable Task<?> opener() {
        return opener;
    }

    @Override
    final Root root() {
        return root;
    }
}
