package io.photons.async.testkit;

import io.photons.async.AsyncRuntime;
import io.photons.async.TaskTree;
import java.time.Duration;
import java.util.List;

/**
 * The failure of a virtual-time run that is not an error of the code under test: it came to a standstill, ran in circles
 * or left tasks behind. The message tells what happened, when, with which seed, and shows the tasks and the latest steps of
 * the schedule: who began, waited, was woken by whom, went on and ended.
 *
 * <p><b>Lifecycle.</b> Thrown by {@link VirtualTime#run(VirtualTime.Body)} once all tasks of the run have ended or were
 * given up.
 *
 * <p><b>Threads.</b> Immutable.
 *
 * <p><b>Interruption.</b> {@link Kind#INTERRUPTED} tells of one; the interrupt flag is set.
 *
 * <p><b>Errors.</b> What the body threw in answer to its cancellation is suppressed in it.
 *
 * <p><b>Source.</b> E1, E5.
 *
 * {@snippet :
 * try {
 *     VirtualTime.run(time -> Async.promise("never").get());
 * } catch (VirtualTimeFailure failure) {
 *     assert failure.kind() == VirtualTimeFailure.Kind.DEADLOCK;
 * }
 * }
 */
public final class VirtualTimeFailure extends AssertionError {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    private final Kind kind;

    private VirtualTimeFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** What can go wrong with a run. */
    public enum Kind {
        /** Every task waited, and no timer was left. */
        DEADLOCK("every task of the run waited for ever"),
        /** Tasks switched for ever without the clock moving. */
        LIVELOCK("the run went in circles without time passing"),
        /** Tasks had not ended when the run had. */
        LEFTOVERS("the run ended without waiting for its tasks"),
        /** The thread that called {@code run} was interrupted. */
        INTERRUPTED("the virtual-time run was interrupted");

        private final String reason;

        Kind(String reason) {
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    /**
     * Tells what went wrong.
     *
     * @return the kind of failure
     */
    public Kind kind() {
        return kind;
    }

    static VirtualTimeFailure leftovers(World world, List<AsyncRuntime.Body> left) {
        String tasks = left.size() == 1 ? "1 task was" : left.size() + " tasks were";
        return new VirtualTimeFailure(
                Kind.LEFTOVERS,
                "The run ended at " + when(world) + ", but " + tasks
                        + " still there. Whatever starts a task must wait for it, or cancel it and wait."
                        + " They were cancelled now:\n" + TaskTree.dump(left) + steps(world));
    }

    static VirtualTimeFailure of(Halt halt, World world, List<AsyncRuntime.Body> bodies, Watch watch) {
        String tree = TaskTree.dump(bodies) + watch.strays() + steps(world);
        return switch (halt) {
            case DEADLOCK ->
                new VirtualTimeFailure(
                        Kind.DEADLOCK,
                        "Deadlock at " + when(world) + ": every task waits, and no timer is left that could wake one."
                                + " Who waits for what:\n" + tree
                                + "\nIf something outside of this run is to end one of these waits (a server, a thread of"
                                + " another pool), make that wait inside of time.outside(...).");
            case INTERRUPTED ->
                new VirtualTimeFailure(
                        Kind.INTERRUPTED,
                        "The thread that called the run was interrupted (a test's time-out does that) at " + when(world)
                                + ". The tasks were cancelled. They were:\n" + tree + watch.running());
            case LIVELOCK, DONE, SETTLED ->
                new VirtualTimeFailure(
                        Kind.LIVELOCK,
                        "Livelock at " + when(world) + ": more than a million switches between tasks, or readings of"
                                + " the clock by one of them, and time did not pass. Somebody polls without waiting:"
                                + " sleep for a while between two looks, or wait for a future. The tasks:\n" + tree);
        };
    }

    private static String steps(World world) {
        return world.runtime.baton.showSteps();
    }

    private static String when(World world) {
        return Duration.ofNanos(world.runtime.nanoTime()) + " of virtual time, " + Replay.of(world);
    }
}
