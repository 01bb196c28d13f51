package io.photons.async;

import org.jspecify.annotations.Nullable;

/**
 * Where a {@link Generator} puts its values.
 *
 * <p><b>Lifecycle.</b> Of use while its generator runs.
 *
 * <p><b>Threads.</b> May be used from any thread; values go on the stream in the order of the calls.
 *
 * <p><b>Source.</b> S2, S7, S10.
 *
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface Emitter<V extends @Nullable Object> {

    /**
     * Puts a value on the stream. Where the stream has a capacity and is full, waits for room.
     *
     * @param value the value
     * @throws InterruptedException if the thread is interrupted, as a generator's is when it is cancelled
     * @throws java.util.concurrent.CancellationException if the streamer's final future has ended
     * @throws IllegalStateException if the generator has ended
     */
    void emit(V value) throws InterruptedException;
}
