package io.photons.async;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What ties a shutdown to the process: the signals that begin it and cut it short, the end of the JVM that waits for it,
 * and the exit code.
 *
 * <p>SIGINT and SIGTERM are taken, so that the JVM's own shutdown, with the hooks of loggers and pools, comes after ours
 * and not beside it, and so that a further signal can be noticed. All other ends of the JVM are met by a shutdown hook;
 * these two also, where signals cannot be taken.
 */
final class ProcessEnd {

    private static final AtomicReference<@Nullable ProcessEnd> OWNER = new AtomicReference<>();

    private final Shutdown shutdown;
    private final @Nullable Runnable beforeHalt;
    private final Thread opener = Thread.currentThread();
    private final Thread hook = new Thread(this::jvmExits, "photons-shutdown-hook");
    private final List<Runnable> handlers = new ArrayList<>();

    /** The exit code that tells of the first signal. */
    private final Promise<Integer> code = new Promise<>(null);

    private final Promise<@Nullable Void> halting = new Promise<>(null);

    private ProcessEnd(Shutdown shutdown, @Nullable Runnable beforeHalt) {
        this.shutdown = shutdown;
        this.beforeHalt = beforeHalt;
    }

    static ProcessEnd take(Shutdown shutdown, @Nullable Runnable beforeHalt) {
        ProcessEnd end = new ProcessEnd(shutdown, beforeHalt);
        if (!OWNER.compareAndSet(null, end)) {
            throw new IllegalStateException("The signals are taken by another Shutdown that is open");
        }
        try {
            Runtime.getRuntime().addShutdownHook(end.hook);
        } catch (Throwable exitsAlready) {
            OWNER.set(null);
            throw exitsAlready;
        }
        end.handle("INT", 130);
        end.handle("TERM", 143);
        return end;
    }

    private void handle(String name, int exitCode) {
        Runnable handler = Signals.handle(name, () -> receive("SIG" + name, exitCode));
        if (handler != null) {
            handlers.add(handler);
        }
    }

    /** On a thread that the JVM makes for each signal. */
    private void receive(String name, int exitCode) {
        if (code.complete(exitCode)) {
            shutdown.begin(name);
        } else if (!shutdown.cutShort("a further " + name)) {
            halt();
        }
    }

    private void halt() {
        try {
            // Guards against a last act that hangs: only the first signal that halts waits for it.
            if (halting.complete(null) && beforeHalt != null) {
                beforeHalt.run();
            }
        } catch (Throwable thrown) {
            Reports.error("What was to be done before the JVM is halted failed", thrown);
        } finally {
            Runtime.getRuntime().halt(code.resultNow());
        }
    }

    /** The JVM's shutdown hook. */
    private void jvmExits() {
        Reports.jvmExits();
        if (isLost(opener)) {
            shutdown.closed();
        }
        shutdown.beginAside("the JVM exits");
        shutdown.awaitOver();
        shutdown.letOthersEnd();
    }

    // Guards against waiting for a thread that does nothing more: it has ended, or stands in System.exit.
    static boolean isLost(Thread thread) {
        return !thread.isAlive() || exits(thread);
    }

    /** Tells whether a thread stands in {@link System#exit}. */
    static boolean exits(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().equals(Runtime.class.getName())
                    && frame.getMethodName().equals("exit")) {
                return true;
            }
        }
        return false;
    }

    /** Gives signals and hook back. */
    void release() {
        handlers.forEach(Runnable::run);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException exiting) {
            // The hook runs, and sees that it is over.
        }
        OWNER.compareAndSet(this, null);
    }

    OptionalInt exitCode() {
        return code.isDone() ? OptionalInt.of(code.resultNow()) : OptionalInt.empty();
    }

    /** Ends the JVM if a signal was what ended the program. */
    void exitIfSignalled() {
        if (code.isDone()) {
            System.exit(code.resultNow());
        }
    }
}
