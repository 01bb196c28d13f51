package io.photons.async.tests;

import io.photons.async.Async;
import io.photons.async.ChildFuture;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends a task while not one object more fits into the heap: callbacks, children, what a callback ends, the holder. Run in
 * a JVM of its own; prints what was seen.
 */
final class FullHeapProgram {

    /** As small as an object with a field can be, so that no hole stays. */
    private static final class Crumb {
        @SuppressWarnings("UnusedVariable") // it keeps the others in the heap
        final Crumb next;

        Crumb(Crumb next) {
            this.next = next;
        }
    }

    /** The task's four, one of what a callback ends, and those of twenty children and twenty grandchildren. */
    private static final int EXPECTED = 45;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

    private static final AtomicInteger CALLED = new AtomicInteger();

    private static volatile Object ballast;
    private static volatile Crumb crumbs;
    private static volatile boolean proven;

    private FullHeapProgram() {}

    public static void main(String[] args) throws Exception {
        // The first round links and loads all that the second runs without memory.
        round(false);
        awaitCalls(EXPECTED);
        CALLED.set(0);
        round(true);
        awaitCalls(EXPECTED);
        System.out.println("full " + proven);
        System.out.println("called " + CALLED.get() + " of " + EXPECTED);
    }

    /** The close waits for the task's own callbacks; those of its children may still be running. */
    @SuppressWarnings("ThreadPriorityCheck") // a bounded time of yields
    private static void awaitCalls(int wanted) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (CALLED.get() < wanted && System.nanoTime() - end < 0) {
            Thread.yield();
        }
    }

    private static void round(boolean full) throws InterruptedException {
        Promise<Void> go = Async.promise("go");
        Promise<Integer> endedByCallback = Async.promise("ended by a callback");
        endedByCallback.onDone(ended -> CALLED.incrementAndGet());
        TaskHolder holder = TaskHolder.options().errorCatcher(error -> {}).open();
        Task<Integer> task = holder.add("filling", () -> {
            go.get();
            if (full) {
                fill();
            }
            return 1;
        });
        for (int i = 0; i < 3; i++) {
            task.onDone(ended -> CALLED.incrementAndGet());
        }
        task.onDone(ended -> {
            throw (Error) null; // a NullPointerException, for whose making there is no memory
        });
        task.onDone(ended -> endedByCallback.complete(1));
        ChildFuture<Integer> grandchild = null;
        for (int i = 0; i < 20; i++) {
            ChildFuture<Integer> child = ChildFuture.of(task);
            child.onDone(ended -> CALLED.incrementAndGet());
            grandchild = ChildFuture.of(child);
            grandchild.onDone(ended -> CALLED.incrementAndGet());
        }
        task.onDone(ended -> CALLED.incrementAndGet());
        go.complete(null);
        for (boolean closed = false; !closed; ) {
            try {
                holder.close();
                closed = true;
            } catch (OutOfMemoryError e) {
                ballast = null;
                crumbs = null;
            }
        }
        ballast = null;
        crumbs = null;
        System.out.println(task + " " + grandchild + " " + grandchild.outcome() + " " + endedByCallback + " "
                + holder.pending() + " pending");
    }

    /** Fills the heap; the last one to be refused is as small as an object can be. */
    private static void fill() {
        for (int size = 1 << 20; size > 0; size >>= 2) {
            try {
                for (; ; ) {
                    Object[] more = new Object[size];
                    more[0] = ballast;
                    ballast = more;
                }
            } catch (OutOfMemoryError e) {
                // Smaller ones may fit.
            }
        }
        try {
            for (; ; ) {
                crumbs = new Crumb(crumbs);
            }
        } catch (OutOfMemoryError e) {
            proven = true;
        }
    }
}
