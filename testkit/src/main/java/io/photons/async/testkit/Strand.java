package io.photons.async.testkit;

import io.photons.async.AsyncRuntime;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread of a virtual world, with what it runs and how it stands to the baton.
 *
 * <p>The fields without a modifier are read and written under the baton's lock.
 */
final class Strand implements Runnable {

    final AsyncRuntime.Body body;
    final Thread thread;

    /** Strands are numbered in the order of their starts. */
    long number;

    /** Whether its thread was started; that happens when it first gets the baton. */
    boolean begun;

    /** An unpark that came before the park. */
    boolean permit;

    /** Whether it waits to be unparked; while false, and it is not running, it waits for the baton. */
    boolean parked;

    /** An interrupt that came while it did not run: others set it under the lock, its own thread takes it. */
    volatile boolean interruptPending;

    /** Whether it was found blocked outside the runtime and lost the baton. */
    boolean stray;

    /** How many calls of {@code time.outside} it is in. */
    int outside;

    @Nullable
    Alarm alarm;

    /** Its place in a {@link Ranking}; 0 while it has none. */
    long rank;

    private final VirtualRuntime runtime;
    private final @Nullable String name;

    // Under the baton's lock, by the first to ask.
    private @Nullable String label;

    // false -> true by whoever hands the baton on, true -> false by the strand's own thread.
    private volatile boolean granted;

    Strand(@Nullable String name, AsyncRuntime.Body body, VirtualRuntime runtime) {
        this.body = body;
        this.runtime = runtime;
        this.name = name;
        Thread.Builder.OfVirtual builder =
                Thread.ofVirtual().inheritInheritableThreadLocals(false).uncaughtExceptionHandler(body);
        if (name != null) {
            builder.name(name);
        }
        thread = builder.unstarted(this);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    }

    @Override
    public void run() {
        granted = false;
        try {
            takeInterrupt();
            body.run();
        } finally {
            runtime.ended(this);
        }
    }

    /** How the schedule shows it; tasks without a name are told apart by the order of their starts. */
    String label() {
        String shown = label;
        if (shown == null) {
            shown = name == null ? "Task " + number : "Task#" + name;
            label = shown;
        }
        return shown;
    }

    /** Lets it run; called once by whoever hands the baton on, not under the lock. */
    void grant(boolean first) {
        granted = true;
        if (first) {
            thread.start();
        } else if (!thread.equals(Thread.currentThread())) {
            LockSupport.unpark(thread);
        }
    }

    /** Waits for the baton; called by its own thread. */
    void await() {
        while (!granted) {
            LockSupport.park();
            // Guards against spinning: while the flag is set a park returns at once. It is set again with the baton.
            if (!granted && Thread.interrupted()) {
                runtime.interruptedAwaiting(this);
            }
        }
        granted = false;
        takeInterrupt();
    }

    private void takeInterrupt() {
        if (interruptPending) {
            interruptPending = false;
            Thread.currentThread().interrupt();
        }
    }
}
