package io.photons.async.tests;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the library logs while this is open. Other tests log at the same time, so ask for names that are yours alone. */
final class Log extends Handler implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger("io.photons.async");

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    private Log() {
        setLevel(Level.ALL);
    }

    static Log open() {
        Log log = new Log();
        LOGGER.addHandler(log);
        return log;
    }

    /** The records whose message has a word in it, or whose error's message has. */
    List<LogRecord> about(String word) {
        return records.stream()
                .filter(record -> record.getMessage().contains(word)
                        || (record.getThrown() != null
                                && String.valueOf(record.getThrown().getMessage())
                                        .contains(word)))
                .toList();
    }

    List<LogRecord> errors(String word) {
        return about(word).stream()
                .filter(record -> record.getLevel() == Level.SEVERE)
                .toList();
    }

    List<LogRecord> warnings(String word) {
        return about(word).stream()
                .filter(record -> record.getLevel() == Level.WARNING)
                .toList();
    }

    @Override
    public void publish(LogRecord record) {
        records.add(record);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOGGER.removeHandler(this);
    }
}
