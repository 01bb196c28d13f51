package io.photons.watch;

import io.photons.async.Async;
import io.photons.async.Task;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;

/**
 * Opens connections. On a virtual thread an interrupt closes the socket under whatever blocks on it, so nothing here
 * outlasts the time-out of its check.
 *
 * <p>A host with several addresses has them tried one after another, each with its share of the time that is left. Where
 * this machine itself runs short (of ports, of descriptors), the dialer waits and tries again: that is no fault of the
 * target's.
 */
final class Dialer {

    private static final int MOST_ADDRESSES = 4;
    private static final int LONGEST_CONNECT_MILLIS = 24 * 60 * 60 * 1000;
    static final Duration SHORTAGE_WAIT = Duration.ofMillis(50);

    private final Names names;

    Dialer(Names names) {
        this.names = names;
    }

    /** Connects to a port of a host; the caller closes the connection. */
    Connection dial(String host, int port) throws IOException, InterruptedException {
        InetAddress[] addresses = names.addresses(host);
        int tries = Math.min(addresses.length, MOST_ADDRESSES);
        if (tries == 0) {
            throw new UnknownHostException(host);
        }
        for (int i = 0; i < tries - 1; i++) {
            try {
                return patiently(new InetSocketAddress(addresses[i], port), share(tries - i));
            } catch (IOException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
        }
        return patiently(new InetSocketAddress(addresses[tries - 1], port), 0);
    }

    /** A part of the time that is left to the check, in milliseconds; zero is no limit. */
    private static int share(int parts) {
        Task<?> task = Task.current();
        long millis = task == null ? LONGEST_CONNECT_MILLIS : task.remaining().toMillis() / parts;
        return Math.clamp(millis, 1, LONGEST_CONNECT_MILLIS);
    }

    private static Connection patiently(InetSocketAddress address, int limitMillis)
            throws IOException, InterruptedException {
        while (true) {
            try {
                return connect(address, limitMillis);
            } catch (IOException e) {
                if (!isShortageHere(e)) {
                    throw e;
                }
                Async.sleep(SHORTAGE_WAIT);
            }
        }
    }

    private static Connection connect(InetSocketAddress address, int limitMillis) throws IOException {
        Connection socket = new Connection(Fetch.MOST_BEFORE_ANSWER);
        try {
            socket.connect(address, limitMillis);
            return socket;
        } catch (SocketTimeoutException e) {
            close(socket, e);
            throw new CheckFailure("no connection in time");
        } catch (Throwable e) {
            close(socket, e);
            throw e;
        }
    }

    private static void close(Connection socket, Throwable cause) {
        try {
            socket.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** Whether it is this machine, or what this program may have of it, that runs short. */
    static boolean isShortageHere(IOException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("too many open files")
                || message.contains("cannot assign requested address")
                || message.contains("address not available")
                || message.contains("address already in use")
                || message.contains("no buffer space");
    }
}
