package io.photons.async.tests;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the library logs while this is open and a test's own marker is in it: other tests log at the same time. */
final class Logged extends Handler implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger("io.photons.async");

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final String marker;

    private Logged(String marker) {
        this.marker = marker;
    }

    static Logged with(String marker) {
        Logged logged = new Logged(marker);
        LOGGER.addHandler(logged);
        return logged;
    }

    List<LogRecord> records() {
        return records;
    }

    @Override
    public void publish(LogRecord entry) {
        if ((entry.getMessage() + entry.getThrown()).contains(marker)) {
            records.add(entry);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOGGER.removeHandler(this);
    }
}
