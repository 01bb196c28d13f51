package io.photons.async;

import java.time.Duration;

/**
 * How many tasks came and ended, and how those that are there stand.
 *
 * <p><b>Lifecycle.</b> The first five, {@link #leftBehind} and {@link #lateTicks} count from the beginning of the JVM, or
 * of a virtual world, and never go down. The others tell of the moment.
 *
 * <p><b>Threads.</b> May be asked for from any thread. Weakly consistent, as the program goes on meanwhile. It looks at
 * every task there is, one after the other: for once in a while.
 *
 * <p><b>Source.</b> W6, T11, K2.
 *
 * {@snippet :
 * TaskCounts counts = TaskCounts.now();
 * System.out.println(counts.running() + " run, " + counts.failed() + " failed");
 * }
 *
 * @param started tasks started, or added to a scope to be started: those that ended, and those that are there
 * @param succeeded tasks that ended with a value
 * @param failed tasks that ended with an error
 * @param cancelled tasks that ended cancelled, those that never began included
 * @param runTime how long tasks that ended had run, callbacks included, all together; each by a clock that goes in steps
 *     of about ten milliseconds, which evens out over many
 * @param running tasks whose body runs, and waits for nothing
 * @param waiting tasks whose body waits, in one of this library's waits or elsewhere
 * @param queued tasks that have not begun, for want of a slot, of room or of a thread's turn
 * @param stragglers bodies that were left behind and still run
 * @param leftBehind bodies that were ever left behind
 * @param lateTicks ticks given more than ten milliseconds after they were due, because the loop's body took longer than the
 *     time between ticks, the thread did not get a core, or the machine stood still; not those that a {@link Pauser} held
 *     back
 * @param pendingTimers time-outs and timed waits under way
 */
public record TaskCounts(
        long started,
        long succeeded,
        long failed,
        long cancelled,
        Duration runTime,
        long running,
        long waiting,
        long queued,
        long stragglers,
        long leftBehind,
        long lateTicks,
        long pendingTimers) {

    /**
     * Counts in the world of the calling thread: the real one, or that of a test kit whose task it runs.
     *
     * @return the counts of now
     */
    public static TaskCounts now() {
        return new Survey(Root.current()).counts();
    }
}
