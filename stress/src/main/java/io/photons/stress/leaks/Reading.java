package io.photons.stress.leaks;

import io.photons.async.AsyncRuntime;
import io.photons.async.TaskTree;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/**
 * What is there at one moment.
 *
 * @param heapBytes live bytes of the heap
 * @param platformThreads platform threads, the JVM's and the library's
 * @param timers pending timers of the library
 * @param tree how many lines the task tree has: a line for each task, scope and final future
 */
record Reading(long heapBytes, int platformThreads, int timers, long tree) {

    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    /** Of so many collections in a row the best one counts: soft and cleaned things go bit by bit. */
    private static final int COLLECTIONS = 6;

    static int timersNow() {
        return AsyncRuntime.system().pendingTimers();
    }

    static Reading take() {
        long heap = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            heap = Math.min(heap, MEMORY.getHeapMemoryUsage().getUsed());
        }
        return new Reading(
                heap,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                timersNow(),
                TaskTree.dump().lines().count());
    }
}
