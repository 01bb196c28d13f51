package io.photons.async;

import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;

/**
 * Tells whether a body that was cancelled ended because of it: by what a wait throws when it is interrupted.
 *
 * <p><b>Source.</b> T2.
 */
final class Interruptions {

    private static final int LONGEST_CHAIN = 64;

    private Interruptions() {}

    /**
     * Looks at an error and its causes.
     *
     * @param flag whether the thread's interrupt flag was set when the body ended
     */
    static boolean caused(Throwable error, boolean flag) {
        Throwable at = error;
        for (int depth = 0; at != null && depth < LONGEST_CHAIN; depth++) {
            if (at instanceof InterruptedException
                    || at instanceof ClosedByInterruptException
                    || at instanceof FileLockInterruptionException
                    || (at instanceof InterruptedIOException && !(at instanceof SocketTimeoutException))
                    || (at instanceof SocketException && flag)) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }
}
