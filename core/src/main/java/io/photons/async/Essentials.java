package io.photons.async;

import java.lang.invoke.MethodHandles;

/**
 * Has the classes at hand without which what has begun could not end. Each floor names its own before anything begins that
 * will need them: later there may be no file descriptor to read one with, and a class that was not found once is not looked
 * for again.
 *
 * <p><b>Source.</b> T5, E1.
 */
final class Essentials {

    private Essentials() {}

    /** Makes classes ready to be used that need no future for that. */
    static void ready(MethodHandles.Lookup lookup, Class<?>... types) throws IllegalAccessException {
        for (Class<?> type : types) {
            lookup.ensureInitialized(type);
        }
    }

    /**
     * Takes note of classes that are loaded by being named. The first to use them makes them ready: two threads that began
     * with futures and with tasks at once could wait for each other if that was done here.
     */
    @SuppressWarnings("unused") // naming them is all
    static void loaded(Class<?>... types) {}
}
