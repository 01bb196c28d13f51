package io.photons.async;

import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A graceful stop of a program or a part of it, begun by SIGINT, by SIGTERM or by a call: first no new work is taken in,
 * then what is under way may end by itself, then it is cancelled, and what runs on after that is told of.
 *
 * <p><b>Lifecycle.</b> What an observer sees:
 *
 * <table>
 * <caption>Phases of a shutdown</caption>
 * <tr><th>{@link #phase()}</th><th>{@link #intake()}</th><th>{@link #finalFuture()}</th><th>{@link #over()}</th>
 * <th>the next phase comes</th></tr>
 * <tr><td>{@code RUNNING}</td><td>pending</td><td>pending</td><td>pending</td><td>with a signal, {@link #begin},
 * {@link #close} or the end of the JVM</td></tr>
 * <tr><td>{@code DRAINING}</td><td>cancelled</td><td>pending</td><td>pending</td><td>when all is done: this was closed, and
 * nothing runs below the final future; or when the limit of the drain is over, or with a second signal</td></tr>
 * <tr><td>{@code CANCELLING}</td><td>cancelled</td><td>cancelled</td><td>pending</td><td>when all is done, or when the
 * grace is over</td></tr>
 * <tr><td>{@code OVER}</td><td>cancelled</td><td>cancelled</td><td>true if all was done, else false</td><td></td></tr>
 * </table>
 *
 * <p>Loops, tickers and servers that bring new work in end with {@link #intake()}. Holders and streamers are opened with
 * {@link #finalFuture()}. The program closes them, and then this, when it is through; {@code try} blocks inside each other
 * do so. Ending one of the two futures by hand ends the phases before it as well.
 *
 * <p><b>Signals.</b> A shutdown {@linkplain #onSignals() on signals} takes SIGINT and SIGTERM. The first one begins it. Each
 * further one cuts the present phase short: what is being drained is cancelled; while that is waited for, the JVM is halted
 * at once. When it is over, the JVM exits with 130 or 143; before that the thread that closed this has the grace to come to
 * its own end, and if it calls {@link System#exit} its own exit code stands. Other shutdown hooks run after all this.
 * Where signals cannot be taken (without the module {@code jdk.unsupported}, or with {@code -Xrs}), a shutdown hook does
 * the same beside the others, and a further signal does nothing. Inside of a virtual world no signals are taken.
 *
 * <p><b>Exit.</b> {@link System#exit}, SIGHUP or the return of the last thread also begin a shutdown on signals, and the JVM
 * waits until it is over. If the thread that opened it has ended or is the one that called {@code exit}, so that it cannot
 * close, what the scopes hold is all that is waited for. Whoever calls {@code exit} inside such a scope is waited for in
 * vain, until the limits are over. What is to be logged while the JVM exits goes to standard error, as loggers may be
 * closed by then.
 *
 * <p><b>Threads.</b> May be used from any thread. Callbacks of the intake run on the thread that begins, those of the others
 * on threads of their own. None of them can hold up the next phase. Before the JVM exits, callbacks of the intake that are
 * still under way have two seconds.
 *
 * <p><b>Interruption.</b> Interrupting the thread that closes cuts the drain short; the close goes on waiting, at most for
 * the grace, and returns with the flag set.
 *
 * <p><b>Errors.</b> Whoever still runs when the grace is over is logged as a straggler, with the place where it stands; so is
 * the thread that should have closed this.
 *
 * <p><b>Source.</b> E1, K6, H3, T6, T11.
 *
 * {@snippet :
 * try (Shutdown shutdown = Shutdown.onSignals()
 *                 .drain(Duration.ofSeconds(20))
 *                 .grace(Duration.ofSeconds(5))
 *                 .open();
 *         TaskHolder tasks = TaskHolder.open(shutdown.finalFuture());
 *         Ticker ticker = Ticker.every(Duration.ofSeconds(1))
 *                 .finalFuture(shutdown.intake())
 *                 .open()) {
 *     for (Tick tick : ticker) {
 *         tasks.add(() -> handle(tick));
 *     }
 * }
 * }
 */
public final class Shutdown implements AutoCloseable {

    final Promise<Void> finalFuture;
    final Promise<Boolean> over;
    final @Nullable ProcessEnd process;
    private final ChildFuture<Void> intake;
    private final ShutdownPhases phases;
    private final String name;

    Shutdown(ShutdownOptions options) {
        name = options.name;
        finalFuture = new Promise<>(name);
        intake = ChildFuture.of(finalFuture, name + "-intake");
        over = new Promise<>(name + "-over");
        phases = new ShutdownPhases(this, options);
        // First of their callbacks: none of a user's can keep the time from running.
        intake.onDone(ended -> phases.start());
        intake.register(new Registration.Last(() -> phases.intakeTold.complete(null), () -> {}));
        finalFuture.onDone(ended -> phases.start());
        process = options.signals && phases.isReal() ? ProcessEnd.take(this, options.beforeHalt) : null;
    }

    /** Where a shutdown stands. */
    public enum Phase {
        /** It has not begun. */
        RUNNING,
        /** Nothing new is taken in. */
        DRAINING,
        /** What was not done in time is cancelled. */
        CANCELLING,
        /** Everything has ended, or is no longer waited for. */
        OVER
    }

    /**
     * Begins to set up a shutdown of the program, which signals and the end of the JVM begin, as well as calls.
     *
     * @return options to set, and then to open
     */
    public static ShutdownOptions onSignals() {
        return new ShutdownOptions(true);
    }

    /**
     * Begins to set up a shutdown that calls alone begin: of a part of a program, or under a framework that takes the
     * signals.
     *
     * @return options to set, and then to open
     */
    public static ShutdownOptions onCall() {
        return new ShutdownOptions(false);
    }

    /**
     * Returns the future that is cancelled when no new work is to be taken in.
     *
     * @return what loops, tickers and servers end with
     */
    public Deferred<Void> intake() {
        return intake;
    }

    /**
     * Returns the future that is cancelled when work under way is to be cancelled.
     *
     * @return what scopes are opened with
     */
    public Deferred<Void> finalFuture() {
        return finalFuture;
    }

    /**
     * Returns the future that ends when the shutdown is over: with true if all was done in time, with false if something
     * was left behind.
     *
     * @return the end of the shutdown
     */
    public Deferred<Boolean> over() {
        return over;
    }

    /**
     * Tells where the shutdown stands; a health check is to say "not ready" as soon as it is not {@link Phase#RUNNING}.
     *
     * @return the phase
     */
    public Phase phase() {
        if (over.isDone()) {
            return Phase.OVER;
        }
        if (finalFuture.isDone()) {
            return Phase.CANCELLING;
        }
        return intake.isDone() ? Phase.DRAINING : Phase.RUNNING;
    }

    /**
     * Tells the exit code by which a process says that a signal ended it: 128 and the signal's number.
     *
     * @return 130 or 143; empty if no signal came
     */
    public OptionalInt exitCode() {
        return process == null ? OptionalInt.empty() : process.exitCode();
    }

    /**
     * Begins the shutdown, and returns without waiting for it.
     *
     * @param reason why; what is cancelled tells it
     * @return true if this call began it
     */
    public boolean begin(String reason) {
        return intake.cancel(Objects.requireNonNull(reason, "reason"));
    }

    // Guards against a callback of the intake that hangs, and would have the JVM hang.
    /** Begins without running callbacks here. */
    void beginAside(String reason) {
        phases.aside("shutdown-begin", () -> begin(reason));
    }

    /**
     * Says that the program is through, begins the shutdown if nobody has, and waits until it is over. Idempotent.
     *
     * @throws IllegalStateException if a task calls it that runs in a scope below the final future
     */
    @Override
    public void close() {
        checkNotBelow();
        closed();
        begin(name + " was closed");
        if (awaitOver()) {
            AsyncRuntime.current().interrupt(Thread.currentThread());
        }
    }

    // Guards against a task that would wait for its own end (W6).
    private void checkNotBelow() {
        if (Task.current() instanceof Job<?> job && phases.isBelow(job)) {
            throw new IllegalStateException(job + " runs below the final future of " + this + " and cannot close it");
        }
    }

    /** Notes that the program is through. */
    void closed() {
        phases.closed.complete(Thread.currentThread());
    }

    /** Waits until it is over; if the thread is interrupted, cuts the drain short and waits on. */
    boolean awaitOver() {
        boolean interrupted = false;
        while (!over.isDone()) {
            try {
                over.await(AsyncRuntime.NO_DEADLINE);
            } catch (InterruptedException e) {
                interrupted = true;
                cutShort("the thread that closed " + name + " was interrupted");
            }
        }
        return interrupted;
    }

    /** Lets callbacks of the intake, and then the thread that closed, come to their own end. */
    void letOthersEnd() {
        try {
            phases.letOthersEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the drain; false if it has ended already. */
    boolean cutShort(String reason) {
        return finalFuture.cancel(reason);
    }

    /** Why it has begun. */
    String reason() {
        return intake.outcome() instanceof Outcome.Cancelled<?>(String reason) && reason != null ? reason : name;
    }

    /** Shows name and phase. */
    @Override
    public String toString() {
        return "Shutdown#" + name + "(" + phase().name().toLowerCase(java.util.Locale.ROOT) + ")";
    }
}
