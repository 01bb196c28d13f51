package io.photons.async;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * The last place an error can go: the logger {@code io.photons.async}.
 *
 * <p>Nothing thrown by the logger comes out of here; where it fails, standard error is tried, once.
 *
 * <p><b>Source.</b> R1, F4, E2.
 */
final class Reports {

    static final String LOGGER_NAME = "io.photons.async";

    private Reports() {}

    static void error(String message, Throwable error) {
        log(Level.ERROR, message, error);
    }

    static void warning(String message, @Nullable Throwable place) {
        log(Level.WARNING, message, place);
    }

    @SuppressWarnings("CatchAndPrintStackTrace") // the logger itself is what failed
    private static void log(Level level, String message, @Nullable Throwable thrown) {
        try {
            Logger logger = System.getLogger(LOGGER_NAME);
            if (thrown == null) {
                logger.log(level, message);
            } else {
                logger.log(level, message, thrown);
            }
        } catch (Throwable broken) {
            try {
                System.err.println(LOGGER_NAME + ": " + message + " (and the logger failed: " + broken + ")");
                if (thrown != null) {
                    thrown.printStackTrace();
                }
            } catch (Throwable nothingLeft) {
                // There is nobody left to tell, and the caller must go on.
            }
        }
    }
}
