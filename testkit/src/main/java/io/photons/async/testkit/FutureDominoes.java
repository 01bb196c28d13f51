package io.photons.async.testkit;

import io.photons.async.Async;
import io.photons.async.AsyncRuntime;
import io.photons.async.Deferred;
import io.photons.async.Promise;
import io.photons.async.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A row of futures that end one after the other, each once all that the one before set off has been done: the way to
 * write down an exact order of events in several tasks.
 *
 * <p><b>Lifecycle.</b> They are numbered from 1. Tasks await the dominoes at which they are to go on; {@link #start}
 * pushes the first. A domino falls when somebody has asked for it and every task waits; for one that has been asked for,
 * no time passes. {@link #close} returns when the last has fallen.
 *
 * <p><b>Threads.</b> For the tasks of one virtual-time run.
 *
 * <p><b>Interruption.</b> {@link #await} throws {@link InterruptedException}. Interrupted, {@link #close} goes on without
 * waiting, with the flag set.
 *
 * <p><b>Errors.</b> If a domino is never asked for, and no task can go on any more, it fails with an
 * {@link AssertionError} that tells its number, and so do all that stand behind it, and the close.
 *
 * <p><b>Source.</b> E5.
 *
 * {@snippet :
 * VirtualTime.run(time -> {
 *     List<String> seen = new ArrayList<>();
 *     try (FutureDominoes dominoes = FutureDominoes.of(3)) {
 *         Async.background(() -> {
 *             dominoes.await(1);
 *             seen.add("first");
 *             dominoes.await(3);
 *             seen.add("third");
 *         });
 *         Async.background(() -> {
 *             dominoes.await(2);
 *             seen.add("second");
 *         });
 *         dominoes.start();
 *     }
 *     assert seen.equals(List.of("first", "second", "third"));
 * });
 * }
 */
public final class FutureDominoes implements AutoCloseable {

    private final VirtualRuntime runtime;
    private final List<Promise<@Nullable Void>> dominoes = new ArrayList<>();

    // Set by whoever asks, read by the hand; both have the baton.
    private final boolean[] asked;

    // How many have fallen; written by the hand.
    private volatile int fallen;

    private @Nullable Thread hand;
    private @Nullable Task<Void> falling;

    private FutureDominoes(VirtualRuntime runtime, int count) {
        this.runtime = runtime;
        asked = new boolean[count + 1];
        for (int number = 1; number <= count; number++) {
            dominoes.add(Async.promise("Domino(" + number + ")"));
        }
    }

    /**
     * Sets up a row.
     *
     * @param count how many
     * @return the row, standing
     * @throws IllegalArgumentException if there is not at least one
     * @throws IllegalStateException if the caller is no task of a virtual-time run
     */
    public static FutureDominoes of(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be positive: " + count);
        }
        if (AsyncRuntime.current() instanceof VirtualRuntime runtime) {
            return new FutureDominoes(runtime, count);
        }
        throw new IllegalStateException(
                "FutureDominoes stand only in virtual time, where it can be told that everything"
                        + " has settled: use VirtualTime.run or @VirtualTimeTest");
    }

    /**
     * Asks for a domino.
     *
     * @param number from 1 to the number of dominoes
     * @return a future that ends with null when it falls
     * @throws IllegalArgumentException if there is no such domino
     */
    public Deferred<@Nullable Void> get(int number) {
        if (number < 1 || number > dominoes.size()) {
            throw new IllegalArgumentException("There are the dominoes 1 to " + dominoes.size() + ", and no " + number);
        }
        asked[number] = true;
        if (hand != null) {
            runtime.unpark(hand);
        }
        return dominoes.get(number - 1);
    }

    /**
     * Waits until a domino falls.
     *
     * @param number from 1 to the number of dominoes
     * @throws InterruptedException if the calling task is interrupted or cancelled
     * @throws AssertionError if it cannot fall, as one before it is never asked for
     */
    public void await(int number) throws InterruptedException {
        try {
            get(number).get();
        } catch (ExecutionException e) {
            throw failureOf(e);
        }
    }

    /**
     * Tells how many have fallen.
     *
     * @return the number of the last that fell, or 0
     */
    public int fallen() {
        return fallen;
    }

    /**
     * Pushes the first, from a task of its own.
     *
     * @return the task that ends when the last has fallen
     * @throws IllegalStateException if it was called before
     */
    public Task<Void> start() {
        if (falling != null) {
            throw new IllegalStateException("The dominoes were started already");
        }
        Task<Void> task = Async.task("dominoes").silent().start(this::fall);
        falling = task;
        return task;
    }

    private void fall() throws InterruptedException {
        hand = Thread.currentThread();
        AssertionError stuck = null;
        try {
            for (int number = 1; number <= dominoes.size(); number++) {
                runtime.settle();
                while (!asked[number]) {
                    boolean standstill = runtime.parkUntilStandstill(Async.promise("ask for domino " + number));
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                    if (standstill && !asked[number]) {
                        stuck = neverAsked(number);
                        throw stuck;
                    }
                }
                fallen = number;
                dominoes.get(number - 1).complete(null);
            }
            runtime.settle();
        } finally {
            for (Promise<@Nullable Void> domino : dominoes) {
                if (stuck != null) {
                    domino.fail(stuck);
                } else {
                    domino.cancel("the dominoes were stopped");
                }
            }
        }
    }

    private AssertionError neverAsked(int number) {
        StringBuilder others = new StringBuilder();
        for (int other = number + 1; other <= dominoes.size(); other++) {
            if (asked[other]) {
                others.append(others.isEmpty() ? " Somebody waits for " : ", ").append(other);
            }
        }
        return new AssertionError("Domino " + number + " of " + dominoes.size()
                + " was never asked for, and every task waits, so that nobody can ask for it any more. "
                + (fallen == 0 ? "None has fallen." : "The last to fall was " + fallen + ".")
                + others + (others.isEmpty() ? "" : "."));
    }

    /**
     * Waits until the last has fallen.
     *
     * @throws AssertionError if one was never asked for, or if they were not started
     */
    @Override
    public void close() {
        if (falling == null) {
            throw new AssertionError("The dominoes were not started: call start() once the tasks await them");
        }
        try {
            falling.get();
        } catch (ExecutionException e) {
            throw failureOf(e);
        } catch (CancellationException e) {
            throw new AssertionError("The dominoes were stopped after " + fallen + " of " + dominoes.size(), e);
        } catch (InterruptedException e) {
            falling.cancel("the test that the dominoes belong to was stopped");
            Thread.currentThread().interrupt();
        }
    }

    private static AssertionError failureOf(ExecutionException failed) {
        Throwable cause = failed.getCause();
        return new AssertionError(cause instanceof AssertionError ? cause.getMessage() : "The dominoes failed", cause);
    }
}
