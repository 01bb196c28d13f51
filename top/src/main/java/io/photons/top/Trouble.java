package io.photons.top;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Why a JVM cannot be looked at, or not any more; the message is one line for the user. */
final class Trouble extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    Trouble(String message) {
        super(message);
    }

    Trouble(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
