package io.photons.async;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes a shutdown from phase to phase, on a thread of its own that runs no user's code: what might block is done aside,
 * and waited for with a limit.
 *
 * <p>In the real world these are platform threads, for which busy carriers are no obstacle.
 */
final class ShutdownPhases {

    /** How long the logger may take. */
    private static final long REPORT_NANOS = 5_000_000_000L;

    /** How long the end of the JVM waits for callbacks of the intake: one that hangs must not hold it up. */
    private static final long INTAKE_NANOS = 2_000_000_000L;

    /** How often a thread is looked at that may come to stand in {@link System#exit}. */
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Shutdown shutdown;
    private final Root root = Root.current();
    private final Thread opener = Thread.currentThread();
    private final long drainNanos;
    private final long graceNanos;

    /** Ends when the program says that it is through. */
    final Promise<@Nullable Thread> closed = new Promise<>("close");

    /** Ends when the callbacks of the intake have run. */
    final Promise<@Nullable Void> intakeTold = new Promise<>(null);

    private final Promise<@Nullable Void> started = new Promise<>(null);

    ShutdownPhases(Shutdown shutdown, ShutdownOptions options) {
        this.shutdown = shutdown;
        drainNanos = options.drainNanos;
        graceNanos = options.graceNanos;
    }

    boolean isReal() {
        return root.runtime == AsyncRuntime.system();
    }

    /** Starts the thread, once. */
    void start() {
        if (!started.complete(null)) {
            return;
        }
        try {
            run("shutdown", false, this::run);
        } catch (Throwable noThread) {
            // Guards against a close that would wait for ever.
            Reports.error("No thread for " + shutdown, noThread);
            shutdown.finalFuture.cancel("no thread for the shutdown");
            shutdown.over.complete(false);
        }
    }

    private void run() throws InterruptedException {
        boolean quiet = awaitQuiet(List.of(shutdown.finalFuture), deadline(drainNanos));
        String why = shutdown.reason();
        String reason = quiet ? why : why + ", and not drained in time";
        Deferred<?> cancelling = aside("shutdown-cancel", () -> shutdown.finalFuture.cancel(reason));
        long graceEnd = deadline(graceNanos);
        quiet = awaitQuiet(List.of(), graceEnd);
        // Callbacks that are under way are waited for in any case, as far as the grace goes.
        quiet &= await(cancelling, List.of(), graceEnd);
        if (!quiet) {
            await(aside("shutdown-report", this::report), List.of(), deadline(REPORT_NANOS));
        }
        end(quiet);
    }

    private void end(boolean quiet) throws InterruptedException {
        ProcessEnd process = shutdown.process;
        if (process != null) {
            process.release();
        }
        Deferred<?> telling = aside("shutdown-over", () -> shutdown.over.complete(quiet));
        if (process != null && process.exitCode().isPresent()) {
            await(telling, List.of(), deadline(graceNanos));
            letOthersEnd();
            // Guards against an exit code of the program's own that ours would get ahead of: it logs before it counts.
            if (!closerExits()) {
                process.exitIfSignalled();
            }
        }
    }

    /** Waits for callbacks of the intake that are under way, for a moment, and then for who closed. */
    void letOthersEnd() throws InterruptedException {
        await(intakeTold, List.of(), deadline(Math.min(graceNanos, INTAKE_NANOS)));
        letCloserEnd();
    }

    // Guards against a program whose last words, or exit code of its own, would be cut off.
    /** Waits until the thread that closed has ended or stands in {@link System#exit}, at most for the grace. */
    private void letCloserEnd() throws InterruptedException {
        Thread closer = closed.isDone() ? closed.resultNow() : null;
        long end = deadline(graceNanos);
        while (closer != null
                && closer != Thread.currentThread()
                && !ProcessEnd.isLost(closer)
                && root.runtime.nanoTime() < end
                && !closer.join(LOOK)) {
            // It still has something to do.
        }
    }

    private boolean closerExits() {
        Thread closer = closed.isDone() ? closed.resultNow() : null;
        return closer != null && ProcessEnd.exits(closer);
    }

    // ---- waiting

    private long deadline(long limitNanos) {
        return Parking.deadlineAfter(root.runtime, limitNanos);
    }

    /** Waits until the program has closed and nothing runs below the final future; false if it was cut short. */
    private boolean awaitQuiet(List<Deferred<?>> cut, long deadline) throws InterruptedException {
        if (!await(closed, cut, deadline)) {
            return false;
        }
        for (List<Deferred<?>> left = pending(); !left.isEmpty(); left = pending()) {
            for (Deferred<?> future : left) {
                if (!await(future, cut, deadline)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean await(Deferred<?> future, List<Deferred<?>> cut, long deadline) throws InterruptedException {
        Waits.first(Stream.concat(Stream.of(future), cut.stream()).toList(), deadline);
        return future.isDone();
    }

    private List<Deferred<?>> pending() {
        return below().stream()
                .<Deferred<?>>map(Job::subject)
                .filter(future -> !future.isDone())
                .toList();
    }

    // ---- what runs

    /** What is held below the final future: by scopes opened with it, and by what is opened inside these. */
    private Set<Job<?>> below() {
        Set<Job<?>> below = new LinkedHashSet<>();
        List<Scope> scopes = root.openScopes();
        for (Scope scope : scopes) {
            for (Job<?> job : scope.snapshot()) {
                if (isBelow(job)) {
                    below.add(job);
                }
            }
        }
        root.snapshot().stream().filter(this::isBelow).forEach(below::add);
        return below;
    }

    boolean isBelow(Job<?> job) {
        for (Job<?> at = job; at != null; at = at.caller() instanceof Job<?> caller ? caller : null) {
            if (at.register instanceof Scope scope && scope.finalFuture.isBelow(shutdown.finalFuture)) {
                return true;
            }
        }
        return false;
    }

    private void report() {
        below().forEach(job -> {
            if (!Stragglers.leaveBehind(job, graceNanos)) {
                Stragglers.leaveCallbacksBehind(job, graceNanos);
            }
        });
        if (!closed.isDone()) {
            Reports.warning(
                    shutdown + " was not closed in time", Stragglers.place("the thread that opened it", opener));
        }
    }

    // ---- threads

    /** Something that may run a user's code. */
    Deferred<?> aside(String name, Runnable work) {
        return run(name, true, work::run);
    }

    private Deferred<?> run(String name, boolean daemon, Action<InterruptedException> work) {
        if (!isReal()) {
            Job<Void> job = new Job<>(name, root, false);
            root.hold(job);
            job.launch(Job.callable(work));
            return job;
        }
        Promise<@Nullable Void> done = new Promise<>(name);
        Thread.ofPlatform().name("photons-" + name).daemon(daemon).start(() -> {
            try {
                work.run();
            } catch (Throwable thrown) {
                Reports.error("The thread of " + shutdown + " failed", thrown);
            } finally {
                done.complete(null);
            }
        });
        return done;
    }
}
