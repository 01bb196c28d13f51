package io.photons.watch;

import io.photons.async.Async;
import io.photons.async.TaskHolder;
import io.photons.async.TaskTimeoutException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * A few checks of a page of the program's own, before the first round: what a virtual machine spends on code that it has
 * never run would otherwise be taken for the latency of the first targets.
 */
final class Rehearsal {

    private static final Duration LONGEST = Duration.ofMillis(150);
    private static final int CHECKS = 40;
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 3\r\n\r\nok\n".getBytes(StandardCharsets.US_ASCII);

    private Rehearsal() {}

    /** Makes the checks, or as many of them as there is time for. */
    static void hold(TaskHolder helpers, Checker checker) throws InterruptedException {
        try (ServerSocket server = new ServerSocket(0, CHECKS, InetAddress.getLoopbackAddress())) {
            helpers.add("rehearsal", () -> answer(server));
            String host = InetAddress.getLoopbackAddress().getHostAddress();
            Target page = new Target.Page(
                    "rehearsal", URI.create("http://" + host + ":" + server.getLocalPort() + "/rehearsal"));
            Async.withTimeout(LONGEST, () -> {
                for (int i = 0; i < CHECKS; i++) {
                    checker.check(page);
                }
            });
        } catch (TaskTimeoutException e) {
            // A busy machine: the rest is learned on the way.
        } catch (IOException | TimeoutException e) {
            System.getLogger(Rehearsal.class.getName()).log(System.Logger.Level.DEBUG, "no rehearsal", e);
        }
    }

    private static void answer(ServerSocket server) {
        byte[] request = new byte[1024];
        try {
            for (int i = 0; i < CHECKS; i++) {
                try (Socket connection = server.accept()) {
                    if (connection.getInputStream().read(request) > 0) {
                        connection.getOutputStream().write(ANSWER);
                    }
                }
            }
        } catch (IOException e) {
            // The socket was closed, which is how a rehearsal that ran out of time ends.
        }
    }
}
