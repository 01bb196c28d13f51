package io.photons.benchmarks.timeout;

import java.util.concurrent.Callable;

/** A way to call a body with a limit. */
@FunctionalInterface
public interface Limited {

    /**
     * Calls it.
     *
     * @param body the body
     * @throws Exception what it threw, or that the time is over
     */
    void call(Callable<Object> body) throws Exception;
}
