package io.photons.async.tests;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Collects the messages of the errors that the library logs while it is open; other tests may be logging, too. */
final class StreamLog extends Handler implements AutoCloseable {

    // Held here, for the logging system holds loggers weakly.
    private final Logger logger = Logger.getLogger("io.photons.async");
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    StreamLog() {
        logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord logged) {
        records.add(logged);
    }

    /** How often an error with that message was logged. */
    long errors(String message) {
        return records.stream()
                .filter(logged -> logged.getThrown() != null
                        && message.equals(logged.getThrown().getMessage()))
                .count();
    }

    /** How many entries have words in them. */
    long entries(String words) {
        return records.stream()
                .filter(logged ->
                        logged.getMessage() != null && logged.getMessage().contains(words))
                .count();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
