package io.photons.async.testkit;

import io.photons.async.Async;
import io.photons.async.AsyncRuntime;
import io.photons.async.Task;
import io.photons.async.TaskTree;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A virtual world as the thread sees it that conducts it: it has the main strand do errands, waits meanwhile, and in the
 * end finds what was left over.
 *
 * <p><b>Threads.</b> One conductor at a time. It is outside of the world.
 */
final class World {

    private static final long FOREVER = Long.MAX_VALUE;

    /** How long, by the real clock, cancelled tasks may take to come to their end before the world is given up. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** How long they may take then, when every wait throws. */
    private static final long FAREWELL_NANOS = TimeUnit.SECONDS.toNanos(1);

    final VirtualRuntime runtime;
    final long seed;

    private final Baton baton;
    private final Watch watch;

    // Under the baton's lock.
    private @Nullable Errand<?> errand;
    private boolean ending;

    // Written by the main strand, read by the conductor once the baton came back to it.
    private String scene = "";

    // The conductor's own.
    private boolean begun;
    private boolean judged;
    private boolean lost;
    private boolean interrupted;

    World(long seed) {
        this.seed = seed;
        runtime = new VirtualRuntime(Order.of(seed));
        baton = runtime.baton;
        watch = new Watch(baton);
    }

    /** Has the main strand do this; the world stands still before and after. */
    <T extends @Nullable Object> T perform(Work<T> work) throws Throwable {
        if (lost) {
            return work.call();
        }
        Errand<T> given = new Errand<>(work);
        Halt halt = await(give(given), FOREVER);
        if (halt != Halt.DONE) {
            VirtualTimeFailure failure = judge(halt);
            Throwable error = given.error();
            if (error != null && !(error instanceof InterruptedException) && !baton.isAbandoned()) {
                failure.addSuppressed(error);
            }
            throw failure;
        }
        return given.result();
    }

    private boolean give(Errand<?> given) {
        baton.lock.lock();
        try {
            errand = given;
            baton.told.signalAll();
        } finally {
            baton.lock.unlock();
        }
        if (begun) {
            return false;
        }
        begun = true;
        Watchdog.add(watch);
        Async.task("main").runtime(runtime).start(this::main);
        return true;
    }

    /** What the main strand runs. */
    private @Nullable Void main() {
        while (true) {
            // A stray has to get the baton back before it can give it to the conductor.
            if (!baton.isAbandoned()) {
                runtime.regain();
            }
            Errand<?> next = awaitErrand();
            if (next == null) {
                return null;
            }
            next.run();
            if (next.error() != null) {
                scene = TaskTree.dump(runtime.bodies()) + baton.showSteps();
            }
            // An errand's interrupt is not the next one's.
            Thread.interrupted();
        }
    }

    private @Nullable Errand<?> awaitErrand() {
        baton.pauseUntil(runtime.current(), () -> errand != null || ending);
        baton.lock.lock();
        try {
            Errand<?> next = errand;
            errand = null;
            return next;
        } finally {
            baton.lock.unlock();
        }
    }

    /** What ran when the latest errand that failed did so, and the steps that led there. */
    String scene() {
        return scene;
    }

    /** Ends the world. Throws if tasks were left over, unless the run has failed by itself. */
    void end() throws VirtualTimeFailure {
        if (!begun) {
            return;
        }
        try {
            VirtualTimeFailure failure = endMain();
            if (failure != null) {
                throw failure;
            }
        } finally {
            Watchdog.remove(watch);
            watch.sayIfNotReplayable();
        }
    }

    private @Nullable VirtualTimeFailure endMain() {
        baton.lock.lock();
        try {
            ending = true;
            baton.told.signalAll();
        } finally {
            baton.lock.unlock();
        }
        if (baton.isAbandoned()) {
            awaitEmpty();
            return null;
        }
        Halt halt = await(false, FOREVER);
        List<AsyncRuntime.Body> left = runtime.bodies();
        if (halt == Halt.SETTLED && left.isEmpty()) {
            return null;
        }
        VirtualTimeFailure failure = halt == Halt.SETTLED
                ? VirtualTimeFailure.leftovers(this, left)
                : VirtualTimeFailure.of(halt, this, left, watch);
        cancel(left, "the virtual-time run has ended");
        if (await(halt != Halt.INTERRUPTED, PATIENCE_NANOS) != Halt.SETTLED) {
            baton.abandon();
            awaitEmpty();
        }
        return judged ? null : failure;
    }

    private VirtualTimeFailure judge(Halt halt) {
        judged = true;
        List<AsyncRuntime.Body> bodies = runtime.bodies();
        VirtualTimeFailure failure = VirtualTimeFailure.of(halt, this, bodies, watch);
        cancel(bodies, failure.kind().reason());
        if (await(halt != Halt.INTERRUPTED, PATIENCE_NANOS) != Halt.DONE) {
            baton.abandon();
            lost = await(false, FAREWELL_NANOS) != Halt.DONE;
        }
        return failure;
    }

    private void cancel(List<AsyncRuntime.Body> bodies, String reason) {
        for (AsyncRuntime.Body body : bodies) {
            if (body instanceof Task<?> task) {
                task.cancel(reason);
            }
        }
        baton.close();
    }

    private void awaitEmpty() {
        try {
            if (!baton.awaitEmpty(FAREWELL_NANOS)) {
                watch.sayGivenUp(runtime.bodies());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the baton, after giving it away if asked to. Interrupted, it says so, and the flag stays set. */
    private Halt await(boolean handOn, long limitNanos) {
        // Guards against a flag that has been answered already: it would end the wait for the cancelled tasks at once.
        boolean again = interrupted && Thread.interrupted();
        try {
            if (handOn) {
                baton.handOn();
            }
            Halt halt = baton.awaitHalt(limitNanos);
            return halt == null ? Halt.LIVELOCK : halt;
        } catch (InterruptedException e) {
            interrupted = true;
            again = true;
            return Halt.INTERRUPTED;
        } finally {
            if (again) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
