package io.photons.async.testkit;

import io.photons.async.Async;
import io.photons.async.AsyncRuntime;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A deterministic world in which to test code that uses Photons: its clock starts at zero and moves only when every task
 * waits, and its tasks run one at a time, in an order that a seed repeats.
 *
 * <p><b>Lifecycle.</b> {@link #run(Body) run} starts the body as the task {@code main} and returns when that task and all
 * that it started have ended. A day of sleeping takes milliseconds. Time stands still while anything can run; then it
 * jumps to the next timer. If there is none, the run fails at once and shows who waits for what. A run fails, too, when it
 * leaves tasks behind (they are cancelled and waited for first), and when it switches between tasks more than a million
 * times at one instant. There is no run inside a run.
 *
 * <p><b>Order.</b> Seed 0 is first come, first served. Any other seed draws an order and may switch between tasks wherever
 * the library starts, completes, cancels, adds or emits something. The same seed gives the same order on every JDK.
 *
 * <p><b>Other waits.</b> What blocks outside the library, on a lock or in I/O, holds up the one task that may run. An
 * untimed wait for a monitor or for something of {@code java.util.concurrent} is noticed after some hundredths of a second:
 * the other tasks go on, and after a tenth of a second time may pass as well. Other waits ({@link Thread#sleep}, I/O) are
 * given a quarter of a second before others go on, and time stands still until they are over; after two seconds a log
 * entry tells where they stand. In both cases such a run says that it {@linkplain #isReplayable() is not replayable}. A
 * wait for something outside of the run belongs into {@link #outside}.
 *
 * <p><b>Threads.</b> The methods of an instance are for the tasks of its run, unless they say otherwise. The tasks run on
 * virtual threads, the thread that called {@code run} waits.
 *
 * <p><b>Interruption.</b> Interrupting the thread that called {@code run}, as a test's time-out does, cancels every task
 * and makes the run fail with their tree; the interrupt flag is set then.
 *
 * <p><b>Errors.</b> What the body throws comes out of {@code run} as it is; only a checked exception is wrapped, in a
 * {@link CompletionException}. A note is suppressed in it: the seed, the instant, what ran then, and the latest steps of the
 * schedule. Failures of the run itself are a
 * {@link VirtualTimeFailure}.
 *
 * <p><b>Source.</b> E5.
 *
 * {@snippet :
 * VirtualTime.run(time -> {
 *     Async.sleep(Duration.ofDays(1));
 *     assert time.elapsed().equals(Duration.ofDays(1));
 * });
 * }
 */
public final class VirtualTime {

    private final World world;

    VirtualTime(World world) {
        this.world = world;
    }

    /** What a run runs. */
    @FunctionalInterface
    public interface Body {

        /**
         * Runs the test.
         *
         * @param time the world that it runs in
         * @throws Exception what makes the run fail
         */
        void run(VirtualTime time) throws Exception;
    }

    /**
     * Runs a body under virtual time, its tasks in the order of first come, first served.
     *
     * @param body what to run
     * @throws VirtualTimeFailure if the run came to a standstill, ran in circles or left tasks behind
     * @throws IllegalStateException if the caller is inside of a run
     */
    public static void run(Body body) {
        run(Order.UNSEEDED, body);
    }

    /**
     * Runs a body under virtual time, its tasks in the order that a seed draws.
     *
     * @param seed the seed; 0 stands for first come, first served
     * @param body what to run
     * @throws VirtualTimeFailure if the run came to a standstill, ran in circles or left tasks behind
     * @throws IllegalStateException if the caller is inside of a run
     */
    public static void run(long seed, Body body) {
        Objects.requireNonNull(body, "body");
        refuseInsideOfRun();
        World world = new World(seed);
        VirtualTime time = new VirtualTime(world);
        Throwable failure = null;
        try {
            world.perform(() -> {
                body.run(time);
                return null;
            });
        } catch (Throwable e) {
            failure = Replay.noteOn(e, world);
        }
        try {
            world.end();
        } catch (VirtualTimeFailure e) {
            if (failure == null) {
                failure = e;
            } else {
                failure.addSuppressed(e);
            }
        }
        if (failure != null) {
            throw unchecked(failure);
        }
    }

    static void refuseInsideOfRun() {
        if (AsyncRuntime.current() instanceof VirtualRuntime) {
            throw new IllegalStateException("There is no run inside a run: this code is in a task of a virtual-time run"
                    + " already, where all it does is in virtual time. Take away one of the two");
        }
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new CompletionException(failure);
    }

    /**
     * Reads the clock. May be called from any thread.
     *
     * @return the virtual time since the run began
     */
    public Duration elapsed() {
        return Duration.ofNanos(world.runtime.nanoTime());
    }

    /**
     * Lets time go on: the calling task sleeps, while everything runs that becomes due meanwhile, and returns when all
     * that is due at the new instant, too, has run and waits again.
     *
     * @param time how far to go; zero lets run what is due now
     * @throws InterruptedException if the calling task is interrupted or cancelled
     * @throws IllegalArgumentException if {@code time} is negative
     * @throws IllegalStateException if the caller is no task of this run
     */
    public void advance(Duration time) throws InterruptedException {
        Objects.requireNonNull(time, "time");
        if (time.isNegative()) {
            throw new IllegalArgumentException("time must not be negative: " + time);
        }
        world.runtime.current();
        if (!time.isZero()) {
            Async.sleep(time);
        }
        settle();
    }

    /**
     * Waits until every other task waits, without letting time pass: all that the caller set off has been done then, as
     * far as it can be done at this instant. An interrupt does not end this wait; the flag stays set.
     *
     * @throws IllegalStateException if the caller is no task of this run
     */
    public void settle() {
        world.runtime.settle();
    }

    /**
     * Marks a place at which another task could run just as well: under a seed it may. It is for code under test in which
     * a race has no call of the library between its check and its act.
     */
    public void checkpoint() {
        world.runtime.refuseIfAbandoned();
        world.runtime.checkpoint();
    }

    /**
     * Does something that waits for the world outside, a server or another pool of threads: until it returns other tasks
     * run, the clock stands still, and a standstill is no deadlock. May be called from any thread; on one that is no task
     * of this run, it holds clock and deadlock check all the same.
     *
     * @param <T> the type of the value
     * @param work what to do; it runs on the calling thread
     * @return what {@code work} returns
     * @throws Exception what {@code work} throws
     */
    public <T extends @Nullable Object> T outside(Callable<T> work) throws Exception {
        Objects.requireNonNull(work, "work");
        world.runtime.goOutside();
        try {
            return work.call();
        } finally {
            world.runtime.comeInside();
        }
    }

    /**
     * Returns the seed that draws the order of this run.
     *
     * @return the seed; 0 stands for first come, first served
     */
    public long seed() {
        return world.seed;
    }

    /**
     * Tells whether the same seed gives this run again. May be called from any thread.
     *
     * @return false once tasks went on while another one blocked outside of the runtime
     */
    public boolean isReplayable() {
        return world.runtime.baton.isReplayable();
    }

    @Override
    public String toString() {
        return "VirtualTime(" + elapsed() + ", seed " + world.seed + ")";
    }
}
