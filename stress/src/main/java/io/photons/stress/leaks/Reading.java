package io.photons.stress.leaks;

import io.photons.async.AsyncRuntime;
import io.photons.async.TaskTree;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is there at one moment.
 *
 * @param heapBytes live bytes of the heap
 * @param threads the names of the platform threads, the JVM's and the library's, by their numbers
 * @param timers pending timers of the library
 * @param tree how many lines the task tree has: a line for each task, scope and final future
 */
record Reading(long heapBytes, Map<Long, String> threads, int timers, long tree) {

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
                Thread.getAllStackTraces().keySet().stream()
                        .collect(Collectors.toMap(Thread::threadId, Thread::getName)),
                timersNow(),
                TaskTree.dump().lines().count());
    }

    /** The names of the threads that were not there before, but for the JDK's that run virtual threads and time their naps. */
    String threadsSince(Reading before) {
        return threads.entrySet().stream()
                .filter(thread -> !before.threads.containsKey(thread.getKey()))
                .map(Map.Entry::getValue)
                .filter(name -> !name.startsWith("ForkJoinPool-1-") && !name.startsWith("VirtualThread-unparker"))
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
