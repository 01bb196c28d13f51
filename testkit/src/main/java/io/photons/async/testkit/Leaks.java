package io.photons.async.testkit;

import io.photons.async.AsyncRuntime;
import io.photons.async.Deferred;
import io.photons.async.TaskSnapshot;
import io.photons.async.TaskTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A look at what runs, to be compared with a second one when it is closed: what has come in between must have gone.
 *
 * <p><b>Lifecycle.</b> {@link LeakCheck#open()} takes the first look at the caller's world, {@link #close} the second. In a
 * virtual world the second waits until everything has settled at that instant; in the real world it waits up to
 * {@value #PATIENCE_SECONDS} seconds for what is about to end.
 *
 * <p><b>Threads.</b> To be opened and closed in the same world. In the real world it sees the whole JVM: tests that run at
 * the same time must be in virtual time or be kept apart.
 *
 * <p><b>Interruption.</b> An interrupt ends the wait of {@link #close}; the flag stays set.
 *
 * <p><b>Errors.</b> {@link #close} throws an {@link AssertionError} that lists what is left.
 *
 * <p><b>Source.</b> E1, F5, W3.
 *
 * {@snippet :
 * VirtualTime.run(time -> {
 *     Promise<String> lasting = Async.promise("lasting");
 *     try (Leaks leaks = LeakCheck.open()) {
 *         leaks.watch(lasting);
 *         Async.waitForFirst(Duration.ofSeconds(1), lasting); // leaves no callback on it
 *     }
 * });
 * }
 */
public final class Leaks implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 2;
    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final AsyncRuntime runtime = AsyncRuntime.current();
    private final List<String> running;
    private final int timers;

    // Callbacks on each when it was first watched; by the test's thread.
    private final IdentityHashMap<Deferred<?>, Integer> watched = new IdentityHashMap<>();

    Leaks() {
        running = labels(TaskTree.snapshot());
        timers = runtime.pendingTimers();
    }

    /**
     * Has the check count the callbacks, children and waiting threads of some futures, too: in the end none may have more
     * than it has now.
     *
     * @param futures futures that live longer than what is tested
     * @return this
     */
    public Leaks watch(Deferred<?>... futures) {
        for (Deferred<?> future : futures) {
            watched.putIfAbsent(Objects.requireNonNull(future, "futures"), future.pendingCallbacks());
        }
        return this;
    }

    /**
     * Takes the second look.
     *
     * @throws AssertionError if a task, a scope, a timer or a callback is left
     */
    @Override
    public void close() {
        if (runtime instanceof VirtualRuntime world) {
            world.settle();
        } else {
            awaitNothing();
        }
        throwIfAny(left());
    }

    /** The second look at the world of a test that has ended. */
    void closeAfter(VirtualRuntime world) {
        List<String> left = new ArrayList<>();
        addTimers(left, world.pendingTimers());
        addCallbacks(left);
        throwIfAny(left);
    }

    private void awaitNothing() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!left().isEmpty()
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, NAP_NANOS);
        }
    }

    private static void throwIfAny(List<String> left) {
        if (!left.isEmpty()) {
            throw new AssertionError("Something was left behind:\n" + String.join("\n", left));
        }
    }

    private List<String> left() {
        List<String> left = new ArrayList<>();
        TaskSnapshot tree = TaskTree.snapshot();
        List<String> more = new ArrayList<>(labels(tree));
        running.forEach(more::remove);
        if (!more.isEmpty()) {
            left.add("- still there: " + String.join(", ", more) + ". All that runs:\n"
                    + tree.toText().strip());
        }
        addTimers(left, runtime.pendingTimers() - timers);
        addCallbacks(left);
        return left;
    }

    private static void addTimers(List<String> left, int more) {
        if (more > 0) {
            left.add("- " + more + (more == 1 ? " timer that is" : " timers that are")
                    + " still to fire: whoever set one must take it back");
        }
    }

    private void addCallbacks(List<String> left) {
        watched.forEach((future, before) -> {
            int more = future.pendingCallbacks() - before;
            if (more > 0) {
                left.add("- " + more + (more == 1 ? " callback, child or waiter" : " callbacks, children or waiters")
                        + " on " + future + ": remove the callback, or close the child");
            }
        });
    }

    /** Kind and name of all tasks and scopes; a future that stands above them, and a ticker, keep nothing running. */
    private static List<String> labels(TaskSnapshot tree) {
        List<String> labels = new ArrayList<>();
        ArrayDeque<TaskSnapshot.Node> due = new ArrayDeque<>(tree.nodes());
        while (!due.isEmpty()) {
            TaskSnapshot.Node node = due.pop();
            due.addAll(node.children());
            switch (node.kind()) {
                case TASK, HOLDER, STREAMER, SUBSCRIPTIONS -> labels.add(node.label());
                case FUTURE, TICKER -> {}
            }
        }
        return labels;
    }
}
