package io.photons.async;

import org.jspecify.annotations.Nullable;

/**
 * Work that gives any number of values, one after the other, on a virtual thread of its own.
 *
 * <p><b>Source.</b> S1, S2.
 *
 * {@snippet :
 * results.addGenerator("many", out -> {
 *     for (int i = 0; i < 3; i++) {
 *         out.emit(i);
 *     }
 * });
 * }
 *
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface Generator<V extends @Nullable Object> {

    /**
     * Emits the values.
     *
     * @param out where they go
     * @throws Exception if it fails; the error comes after the values
     */
    void generate(Emitter<V> out) throws Exception;
}
