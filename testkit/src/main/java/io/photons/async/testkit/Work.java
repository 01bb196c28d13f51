package io.photons.async.testkit;

import org.jspecify.annotations.Nullable;

/** What the main strand is given to do. */
@FunctionalInterface
interface Work<T extends @Nullable Object> {

    T call() throws Throwable;
}
