package io.photons.async;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * The last place an error can go: the logger {@code io.photons.async}.
 *
 * <p>Nothing thrown by the logger comes out of here; where it fails, and while the JVM exits, standard error is
 * tried, once.
 *
 * <p><b>Source.</b> R1, F4, E2.
 */
final class Reports {

    static final String LOGGER_NAME = "io.photons.async";

    // false -> true, by the JVM's shutdown hook; read by all who log.
    private static volatile boolean jvmExits;

    private Reports() {}

    /** Says that loggers may be closed from now on. */
    static void jvmExits() {
        jvmExits = true;
    }

    static void error(String message, Throwable error) {
        log(Level.ERROR, message, error);
    }

    static void warning(String message, @Nullable Throwable place) {
        log(Level.WARNING, message, place);
    }

    private static void log(Level level, String message, @Nullable Throwable thrown) {
        if (jvmExits) {
            toStandardError(message, null, thrown);
            return;
        }
        try {
            Logger logger = System.getLogger(LOGGER_NAME);
            if (thrown == null) {
                logger.log(level, message);
            } else {
                logger.log(level, message, thrown);
            }
        } catch (Throwable broken) {
            toStandardError(message, broken, thrown);
        }
    }

    private static void toStandardError(String message, @Nullable Throwable broken, @Nullable Throwable thrown) {
        try {
            String why = broken == null ? "" : " (and the logger failed: " + broken + ")";
            System.err.println(LOGGER_NAME + ": " + message + why);
            if (thrown != null) {
                thrown.printStackTrace();
            }
        } catch (Throwable nothingLeft) {
            // There is nobody left to tell, and the caller must go on.
        }
    }
}
