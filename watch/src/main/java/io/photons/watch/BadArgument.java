package io.photons.watch;

import java.io.Serial;

/** An argument that cannot be used; the message is one line for the user and names what is wrong with it. */
final class BadArgument extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    BadArgument(String message) {
        super(message);
    }
}
