package io.photons.stress.simulation;

import io.photons.async.AsyncRuntime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Sends what the library logs to the run in whose world it was logged, and nowhere else. */
final class Log extends Handler {

    // Held here, for the logging system holds loggers weakly.
    private static final Logger LOGGER = Logger.getLogger("io.photons.async");
    private static final Map<AsyncRuntime, Run> RUNS = new ConcurrentHashMap<>();

    static {
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(new Log());
    }

    private Log() {}

    /** From the calling task's world to this run. */
    static void attach(Run run) {
        RUNS.put(AsyncRuntime.current(), run);
    }

    static void detach(Run run) {
        RUNS.values().remove(run);
    }

    @Override
    public void publish(LogRecord entry) {
        Run run = RUNS.get(AsyncRuntime.current());
        if (run != null) {
            run.logged(entry);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
