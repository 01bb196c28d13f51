package io.photons.async;

/**
 * What a JVM tells of its tasks to those who manage it, under the name {@value Tasks#NAME}: the counts as attributes, the
 * tree as operations. Of the real world alone.
 *
 * <p><b>Lifecycle.</b> As {@link Tasks} says.
 *
 * <p><b>Threads.</b> May be asked by any number of clients at once.
 *
 * <p><b>Source.</b> W6.
 *
 * {@snippet :
 * TasksMXBean tasks = JMX.newMXBeanProxy(connection, new ObjectName(Tasks.NAME), TasksMXBean.class);
 * System.out.println(tasks.getRunning() + "\n" + tasks.dump());
 * }
 */
public interface TasksMXBean {

    /**
     * Tells {@link TaskCounts#started()}.
     *
     * @return how many tasks came
     */
    long getStarted();

    /**
     * Tells {@link TaskCounts#succeeded()}.
     *
     * @return how many ended with a value
     */
    long getSucceeded();

    /**
     * Tells {@link TaskCounts#failed()}.
     *
     * @return how many ended with an error
     */
    long getFailed();

    /**
     * Tells {@link TaskCounts#cancelled()}.
     *
     * @return how many ended cancelled
     */
    long getCancelled();

    /**
     * Tells {@link TaskCounts#runTime()}.
     *
     * @return how long those that ended had run, all together, in milliseconds
     */
    long getRunMillis();

    /**
     * Tells {@link TaskCounts#running()}.
     *
     * @return how many bodies run and wait for nothing
     */
    long getRunning();

    /**
     * Tells {@link TaskCounts#waiting()}.
     *
     * @return how many bodies wait
     */
    long getWaiting();

    /**
     * Tells {@link TaskCounts#queued()}.
     *
     * @return how many have not begun
     */
    long getQueued();

    /**
     * Tells {@link TaskCounts#stragglers()}.
     *
     * @return how many were left behind and still run
     */
    long getStragglers();

    /**
     * Tells {@link TaskCounts#leftBehind()}.
     *
     * @return how many were ever left behind
     */
    long getLeftBehind();

    /**
     * Tells {@link TaskCounts#lateTicks()}.
     *
     * @return how many ticks were late
     */
    long getLateTicks();

    /**
     * Tells {@link TaskCounts#pendingTimers()}.
     *
     * @return how many timers are under way
     */
    long getPendingTimers();

    /**
     * Shows the tree as {@link TaskTree#dump()} does.
     *
     * @return the tree as text
     */
    String dump();

    /**
     * Shows counts and tree as {@link TaskTree#toJson()} does: all that there is to know, in one call.
     *
     * @return one line of JSON
     */
    String toJson();

    /**
     * Shows where a task stands, as {@link TaskTree#stack} tells.
     *
     * @param id the id that the JSON tells of it
     * @return a line for each call, the innermost first; empty if there is no such task or it does not run
     */
    String stack(String id);
}
