package io.photons.watch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;

/**
 * A stream of which only so many bytes are ever read, and none by a thread that was interrupted; it knows whether its end
 * was seen.
 */
final class MeteredInput extends FilterInputStream {

    private long left;
    private boolean ended;

    MeteredInput(InputStream in, long limit) {
        super(in);
        left = limit;
    }

    /** Says how many bytes may be read from here on. */
    void allow(long bytes) {
        left = bytes;
    }

    /** Whether a read found the end. */
    boolean ended() {
        return ended;
    }

    /** Whether all that may be read was read. */
    boolean spent() {
        return left <= 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (left <= 0) {
            throw new LimitReached();
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new SocketException("stopped");
        }
        int count = in.read(bytes, from, (int) Math.min(length, left));
        if (count < 0) {
            ended = true;
        } else {
            left -= count;
        }
        return count;
    }

    @Override
    public long skip(long count) {
        throw new IllegalStateException("not skipped, only read");
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** The reader asked for more than it may read. */
    static final class LimitReached extends IOException {

        private static final long serialVersionUID = 1;

        LimitReached() {
            super("the limit of what is read was reached");
        }
    }
}
