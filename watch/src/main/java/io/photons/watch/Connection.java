package io.photons.watch;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A socket that takes only so much, whatever is layered over it, and that gives nothing more to a thread that was
 * interrupted.
 *
 * <p>An interrupt closes a socket under a virtual thread that waits for it. One that never waits, as the other side sends
 * without end, has to be told here: TLS reads some messages that mean nothing for as long as they come.
 *
 * <p><b>Threads.</b> Confined to the thread of its check, but for the closing.
 */
final class Connection extends Socket {

    private @Nullable MeteredInput input;
    private long allowed;

    /**
     * Makes one that is not connected.
     *
     * @param allowed how many bytes it takes
     */
    Connection(long allowed) {
        this.allowed = allowed;
    }

    /** Says how many bytes it takes from here on. */
    void allow(long bytes) {
        allowed = bytes;
        if (input != null) {
            input.allow(bytes);
        }
    }

    /** Whether it took as much as it may. */
    boolean spent() {
        return input != null && input.spent();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        if (input == null) {
            input = new MeteredInput(super.getInputStream(), allowed);
        }
        return Objects.requireNonNull(input);
    }
}
