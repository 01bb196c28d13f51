package io.photons.async;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one kind of task there is: the future, the body of the thread and who has a place with its holder, in one object.
 *
 * <p>A scope that takes a future which somebody else runs holds it through a job, too: one that was never started and
 * whose {@link #subject()} is that future.
 */
class Job<T extends @Nullable Object> extends Task<T> implements AsyncRuntime.Body {

    private static final VarHandle PHASE;
    private static final VarHandle CANCELLATION;
    private static final VarHandle ROW;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            PHASE = lookup.findVarHandle(Job.class, "phase", int.class);
            CANCELLATION = lookup.findVarHandle(Job.class, "cancellation", Cancellation.class);
            ROW = lookup.findVarHandle(Job.class, "row", Row.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final int NEW = 0;
    private static final int RUNNING = 1;
    private static final int WAITING = 2;
    private static final int WOKEN = 3;
    private static final int INTERRUPTING = 4;
    private static final int INTERRUPTED = 5;
    private static final int DOOMED = 6;
    private static final int ENDING = 7;
    private static final int ADOPTED = 8;
    private static final int PHASES = 15;

    private static final int SILENT = 16;
    private static final int STRAGGLER = 32;
    private static final int REPORTED = 64;
    private static final int SLOTTED = 128;
    private static final int GENERATOR = 256;

    /** Above the flags: since when this runs, in units of 2^32 milliseconds. */
    private static final int EPOCH_SHIFT = 16;

    /** How long the end of a body waits for a canceller that is in the middle of interrupting it. */
    private static final int INTERRUPTION_NAPS = 10_000;

    private static final long NAP_NANOS = 100_000;

    // NEW -> RUNNING (own thread) | ENDING (canceller, or who failed to start it) | DOOMED (a timer)
    // DOOMED -> ENDING (own thread or canceller)
    // RUNNING <-> WAITING (own thread)
    // WAITING -> WOKEN (canceller) -> INTERRUPTED (own thread)
    // RUNNING -> INTERRUPTING -> INTERRUPTED (canceller)
    // RUNNING | INTERRUPTED -> ENDING (own thread); whoever moves it to ENDING ends the task
    // ADOPTED for ever: it stands for another future
    // The flags above the phase come and go on their own; every change is a compare-and-set.
    private volatile int phase;

    // The body (starter) -> the thread (own thread, before RUNNING) -> the error or null (who ends it, before the end).
    // Of an adopting job: the future that it stands for.
    private @Nullable Object work;

    // null -> why, by the first to ask; read by all.
    private volatile @Nullable Cancellation cancellation;

    // Since when this runs, or waits for its slot, in milliseconds; what does not fit in is in the phase. Written by
    // who
    // makes it, and by who starts or ends it if it had to wait; read by who looks.
    private int since;

    /** Who made this and where, if that is to be known. */
    final TaskSnapshot.@Nullable Origin origin;

    /** Who holds this; for good. */
    final Register register;

    // Written by who adds this to the register, under its lock; to null by who lets it go; read by all. The place is
    // there before the row.
    @SuppressWarnings("UnusedVariable") // read by its handle
    private @Nullable Row row;

    private int place;

    Job(@Nullable String name, Register register, boolean silent) {
        super(name);
        this.register = register;
        this.origin = Origins.here();
        PHASE.set(this, begin() | (silent ? SILENT : 0));
    }

    /** Stands for a future that somebody else ends. */
    Job(Deferred<?> future, Register register) {
        super(null);
        this.register = register;
        this.work = future;
        this.origin = null;
        PHASE.set(this, begin() | ADOPTED | SILENT);
    }

    /** Notes that this begins to run or to wait now; returns what of the time goes into the phase. */
    private int begin() {
        long now = register.runtime.coarseMillis();
        since = (int) now;
        return (int) (now >>> 32) << EPOCH_SHIFT;
    }

    /** Counts from now since when this runs: it had to wait, or will not run. */
    final void beginAnew() {
        int epoch = begin();
        for (int seen = phase; !PHASE.compareAndSet(this, seen, (seen & ((1 << EPOCH_SHIFT) - 1)) | epoch); ) {
            seen = phase;
        }
    }

    /** Since when this runs, or waits for its slot, by the runtime's coarse clock. */
    final long sinceMillis() {
        return ((long) (phase >>> EPOCH_SHIFT) << 32) | (since & 0xffff_ffffL);
    }

    /** How long this has run until now. */
    final long ranMillis() {
        return Math.max(0, register.runtime.coarseMillis() - sinceMillis());
    }

    static Callable<Void> callable(Action<? extends Exception> body) {
        Objects.requireNonNull(body, "body");
        return () -> {
            body.run();
            return null;
        };
    }

    // ---- starting

    /** Gives this its body, wrapped in the caller's context; if that fails it ends with the error. */
    final boolean prepare(Callable<? extends T> body) {
        try {
            work = ContextCarrier.Carriers.wrap(body);
            if (!is(NEW)) {
                work = null;
            }
            return true;
        } catch (Throwable failed) {
            failToStart(failed);
            return false;
        }
    }

    final void launch(Callable<? extends T> body) {
        if (prepare(body)) {
            launch();
        }
    }

    /** Starts the thread. */
    final void launch() {
        if (!is(NEW)) {
            work = null;
            return;
        }
        try {
            register.runtime.start(name(), this);
        } catch (Throwable failed) {
            failToStart(failed);
        }
        AsyncRuntime.current().checkpoint();
    }

    /** Ends this with what kept it from beginning. */
    final void failToStart(Throwable failed) {
        if (move(NEW, ENDING) || move(DOOMED, ENDING)) {
            work = failed;
            beginAnew();
            Flight.neverBegan(this, failed);
            end(Failed.ELSEWHERE, false);
        } else {
            // Guards against a cancellation that came first: the task has ended with that, and nobody else knows of
            // this.
            logError("", ", which was cancelled, could not be started either", failed);
        }
    }

    // ---- running

    @Override
    @SuppressWarnings("unchecked")
    public final void run() {
        Callable<T> body = (Callable<T>) work;
        Thread thread = Thread.currentThread();
        // Guards against a canceller that ends this right now: it leaves what stands here alone.
        work = thread;
        if (!move(NEW, RUNNING)) {
            work = null;
            if (move(DOOMED, ENDING)) {
                Flight.neverBegan(this, null);
                end(Objects.requireNonNull(cancellation), true);
            }
            return;
        }
        Object end = null;
        Throwable error = null;
        try {
            Objects.requireNonNull(body);
            end = ofValue(Flight.records() ? Flight.call(this, body) : body.call());
        } catch (Throwable thrown) {
            error = thrown;
        }
        boolean flag = leave(thread);
        if (error != null) {
            end = classified(error, flag);
        }
        work = end == Failed.ELSEWHERE ? error : null;
        end(Objects.requireNonNull(end), true);
    }

    // Guards against an interrupt meant for the body that strikes what runs after it (T3): a canceller between its two
    // words is waited for, and then the flag is cleared.
    private boolean leave(Thread thread) {
        boolean flag = thread.isInterrupted();
        for (int tries = 0; ; tries++) {
            if (move(RUNNING, ENDING) || move(INTERRUPTED, ENDING)) {
                break;
            }
            if (tries > INTERRUPTION_NAPS) {
                set(ENDING);
                break;
            }
            if (tries < 100) {
                Thread.onSpinWait();
            } else {
                flag |= Thread.interrupted();
                LockSupport.parkNanos(NAP_NANOS);
            }
        }
        return Thread.interrupted() || flag;
    }

    private Object classified(Throwable error, boolean flag) {
        Cancellation asked = cancellation;
        try {
            if (error instanceof CancellationException cancelled) {
                return asked == null ? Cancellation.thrown(cancelled) : asked;
            }
            if (asked != null && Interruptions.caused(error, flag)) {
                return asked;
            }
        } catch (Throwable outOfMemory) {
            // The error itself can still be told.
        }
        return Failed.ELSEWHERE;
    }

    /** How a task ends whose body threw this, in a word; asked on its own thread. */
    final String wordFor(Throwable error) {
        return classified(error, Thread.currentThread().isInterrupted()) == Failed.ELSEWHERE ? "failed" : "cancelled";
    }

    // ---- cancelling

    @Override
    final boolean ask(Cancellation asked, boolean interrupt) {
        if (is(ADOPTED)) {
            register.asked(this);
            return subject().ask(asked, interrupt);
        }
        if (is(ENDING)) {
            return false;
        }
        boolean first = cancellation == null && CANCELLATION.compareAndSet(this, null, asked);
        if (first) {
            tellScopes();
            Flight.cancelRequested(this, asked);
        }
        for (; ; ) {
            switch (phase & PHASES) {
                case NEW, DOOMED -> {
                    if (move(NEW, ENDING) || move(DOOMED, ENDING)) {
                        work = null;
                        beginAnew();
                        Flight.neverBegan(this, null);
                        end(Objects.requireNonNull(cancellation), false);
                        return first;
                    }
                }
                case RUNNING -> {
                    if (!interrupt || interruptBody()) {
                        return first;
                    }
                }
                case WAITING -> {
                    if (!interrupt || wakeBody()) {
                        return first;
                    }
                }
                default -> {
                    return first;
                }
            }
        }
    }

    private void tellScopes() {
        try {
            register.asked(this);
            adopters().forEach(adopter -> adopter.asked.run());
        } catch (Throwable failed) {
            // Guards against a body that would not be interrupted because nobody could note since when it was asked.
            logError("The grace of ", " did not begin", failed);
        }
    }

    /** What the scopes registered that hold this though somebody else runs it. */
    private List<Registration.Last> adopters() {
        return switch (rawState()) {
            case Registration.Last only -> List.of(only);
            case Registrations several -> several.lasts();
            case null, default -> List.of();
        };
    }

    /** Tells whether the body is over, or never was. */
    final boolean isEnding() {
        return is(ENDING);
    }

    /** Cancels for a timer, whose thread runs no user's code: what has not begun is left for others to end. */
    final void strike(Cancellation asked) {
        if (CANCELLATION.compareAndSet(this, null, asked)) {
            Flight.cancelRequested(this, asked);
        }
        boolean asking = true;
        while (asking) {
            asking = switch (phase & PHASES) {
                case NEW -> !move(NEW, DOOMED);
                case RUNNING -> !interruptBody();
                case WAITING -> !wakeBody();
                default -> false;
            };
        }
    }

    // Guards against a body that ends between the look and the move: what was seen is then no thread but its error.
    private boolean interruptBody() {
        Object thread = work;
        if (!move(RUNNING, INTERRUPTING)) {
            return false;
        }
        try {
            register.runtime.interrupt((Thread) Objects.requireNonNull(thread));
        } finally {
            // Not if the end has stopped waiting for this.
            move(INTERRUPTING, INTERRUPTED);
        }
        return true;
    }

    private boolean wakeBody() {
        Object thread = work;
        if (!move(WAITING, WOKEN)) {
            return false;
        }
        register.runtime.unpark((Thread) Objects.requireNonNull(thread));
        return true;
    }

    @Override
    public final void enterWait() {
        move(RUNNING, WAITING);
    }

    @Override
    public final boolean exitWait() {
        return !move(WAITING, RUNNING) && move(WOKEN, INTERRUPTED);
    }

    @Override
    public final boolean isCancelling() {
        return cancellation != null && !isDone();
    }

    // ---- ending

    @Override
    Throwable error(Failed failed) {
        return failed == Failed.ELSEWHERE ? (Throwable) Objects.requireNonNull(work) : super.error(failed);
    }

    @Override
    final boolean hasEndHooks() {
        return true;
    }

    @Override
    final void beforeCallbacks() {
        try {
            if (has(STRAGGLER)) {
                Stragglers.ended(this);
            } else if (!has(SILENT) && ended() instanceof Failed failed && claimReport()) {
                logError("", " failed", error(failed));
            }
        } finally {
            register.ended(this);
        }
    }

    @Override
    final void afterCallbacks() {
        register.released(this);
    }

    /** True for the first to take it upon himself to log how this ended. */
    final boolean claimReport() {
        return raise(REPORTED);
    }

    /** Marks this as left behind: whatever it ends with will be logged. */
    final void leaveBehind() {
        raise(STRAGGLER);
    }

    final boolean isLeftBehind() {
        return has(STRAGGLER);
    }

    // ---- scopes

    /** Under the lock of the register: this has a place in one of its rows from now on. */
    final void takePlace(Row in, int at) {
        place = at;
        ROW.setRelease(this, in);
    }

    final void leaveRow() {
        ROW.setRelease(this, null);
    }

    /** The row of the register that this has a place in, or null. */
    final @Nullable Row row() {
        return (Row) ROW.getAcquire(this);
    }

    final int place() {
        return place;
    }

    /** The future whose end this tells of: itself, or the one that it stands for. */
    final Deferred<?> subject() {
        return is(ADOPTED) ? (Deferred<?>) Objects.requireNonNull(work) : this;
    }

    final boolean isAdopted() {
        return is(ADOPTED);
    }

    /** Says that this gives any number of results; a flag, as a field would cost eight bytes for each piece of work. */
    final void markGenerator() {
        raise(GENERATOR);
    }

    final boolean isGenerator() {
        return has(GENERATOR);
    }

    /** Tells whether the body waits in one of our own waits. */
    final boolean isInWait() {
        int seen = phase & PHASES;
        return seen == WAITING || seen == WOKEN;
    }

    /** Tells whether the body has not begun. */
    final boolean isToBegin() {
        int seen = phase & PHASES;
        return seen == NEW || seen == DOOMED;
    }

    final boolean isNew() {
        return is(NEW);
    }

    // The next two are called under the lock of the scope.

    final void markSlotted() {
        raise(SLOTTED);
    }

    final boolean takeSlotted() {
        return lower(SLOTTED);
    }

    /** Tells whether this has a slot or waits for one. */
    final boolean isSlotted() {
        return has(SLOTTED);
    }

    @Override
    boolean beforeWait(boolean mayLend) {
        if (AsyncRuntime.Body.current() == this) {
            throw new IllegalStateException(this + " waits for itself");
        }
        return mayLend && register.awaited(this);
    }

    @Override
    void afterLending() {
        register.awaitedNoMore(this);
    }

    /** The task that waits for this one to end, so that its limits and slots are this one's, too. */
    @Nullable
    Task<?> caller() {
        return register.opener();
    }

    long deadline() {
        return register.deadline();
    }

    @Override
    public final Duration remaining() {
        long deadline = deadline();
        return deadline == AsyncRuntime.NO_DEADLINE
                ? Limits.NONE
                : Duration.ofNanos(Math.max(0, deadline - register.runtime.nanoTime()));
    }

    // ---- the rest

    @Override
    public final AsyncRuntime runtime() {
        return register.runtime;
    }

    @Override
    final @Nullable Thread thread() {
        return switch (phase & PHASES) {
            case RUNNING, WAITING, WOKEN, INTERRUPTING, INTERRUPTED -> work instanceof Thread thread ? thread : null;
            default -> null;
        };
    }

    @Override
    String stateName(@Nullable Object end) {
        if (end != null) {
            return super.stateName(end);
        }
        return cancellation != null ? "cancelling" : thread() != null ? "running" : "pending";
    }

    /** What escapes {@link #run} was thrown by this library or is beyond repair. */
    @Override
    public final void uncaughtException(Thread thread, Throwable error) {
        logError("", " broke off", error);
    }

    private boolean is(int wanted) {
        return (phase & PHASES) == wanted;
    }

    private boolean has(int flag) {
        return (phase & flag) != 0;
    }

    private boolean move(int from, int to) {
        for (; ; ) {
            int seen = phase;
            if ((seen & PHASES) != from) {
                return false;
            }
            if (PHASE.compareAndSet(this, seen, (seen & ~PHASES) | to)) {
                return true;
            }
        }
    }

    private void set(int to) {
        for (int seen = phase; !PHASE.compareAndSet(this, seen, (seen & ~PHASES) | to); ) {
            seen = phase;
        }
    }

    private boolean raise(int flag) {
        return ((int) PHASE.getAndBitwiseOr(this, flag) & flag) == 0;
    }

    private boolean lower(int flag) {
        return ((int) PHASE.getAndBitwiseAnd(this, ~flag) & flag) != 0;
    }
}
