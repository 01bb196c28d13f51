package io.photons.watch;

import java.io.IOException;
import java.io.Serial;

/** A check that failed for a reason that this program itself found; the message is ready to be shown. */
final class CheckFailure extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    private final int status;

    CheckFailure(String message) {
        this(message, Check.NONE);
    }

    /** A failure that came with an HTTP status. */
    CheckFailure(String message, int status) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
