package io.photons.async;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A promise that can be used again: {@link #reset()} ends a round and begins the next.
 *
 * <p><b>Lifecycle.</b> At any time it is one round, a promise of its own, and every question and every attempt to end it
 * goes to that round. Callbacks, waiting threads and children belong to the round in which they came and never see
 * another one.
 *
 * <p><b>Threads.</b> As {@link Promise}. Two calls, such as {@code isDone()} and then {@code get()}, may meet two rounds.
 *
 * <p><b>Interruption.</b> As {@link Promise}.
 *
 * <p><b>Errors.</b> As {@link Promise}.
 *
 * <p><b>Source.</b> F20, F21.
 *
 * {@snippet :
 * ResettableFuture<Integer> round = new ResettableFuture<>("round");
 * round.complete(1);
 * round.reset();
 * round.complete(2);
 * assert round.get() == 2;
 * }
 *
 * @param <T> the type of the value
 */
public final class ResettableFuture<T extends @Nullable Object> extends Promise<T> {

    private static final VarHandle ROUND;

    static {
        try {
            ROUND = MethodHandles.lookup().findVarHandle(ResettableFuture.class, "round", Promise.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // A round -> the next one: reset, by compare-and-set; read by all.
    private volatile Promise<T> round;

    /** Makes one without a name. */
    public ResettableFuture() {
        super(null);
        round = new Promise<>(null);
    }

    /**
     * Makes one with a name.
     *
     * @param name the name, for diagnosis
     */
    public ResettableFuture(String name) {
        super(Objects.requireNonNull(name, "name"));
        round = new Promise<>(name);
    }

    /** Begins a new round if the present one has ended; otherwise nothing happens. */
    public void reset() {
        reset(false);
    }

    /**
     * Begins a new round.
     *
     * @param force true to cancel a pending round, whose waiters and callbacks then see a cancellation; false to leave it
     */
    public void reset(boolean force) {
        Promise<T> present = round;
        if (!force && !present.isDone()) {
            return;
        }
        // Guards against an end that comes between the two: whoever loses the race for the old round finds the new one.
        if (ROUND.compareAndSet(this, present, new Promise<T>(name())) && force) {
            present.cancel(label() + " was reset");
        }
    }

    @Override
    Deferred<T> round() {
        return round;
    }
}
