package io.photons.async.tests;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/** What is in use after the garbage was collected. */
final class Heap {

    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();
    private static final long PATIENCE_MILLIS = 5_000;

    private Heap() {}

    /** The least of several looks, as other tests use memory at the same time. */
    static long used() {
        long least = Long.MAX_VALUE;
        for (int look = 0; look < 3; look++) {
            System.gc();
            least = Math.min(least, MEMORY.getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    /** Tells whether an object goes once its only strong reference, of which this takes hold, has gone. */
    static boolean isCollected(WeakReference<?> weak, ReferenceQueue<?> queue) throws InterruptedException {
        Reference<?> gone = null;
        for (long waited = 0; gone == null && waited < PATIENCE_MILLIS; waited += 100) {
            System.gc();
            gone = queue.remove(100);
        }
        return gone == weak;
    }
}
