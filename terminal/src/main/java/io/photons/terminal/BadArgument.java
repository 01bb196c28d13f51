package io.photons.terminal;

import java.io.Serial;

/** An argument that cannot be used; the message is one line for the user and names what is wrong with it. */
public final class BadArgument extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    public BadArgument(String message) {
        super(message);
    }
}
