package io.photons.watch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;

/** A server on loopback that does to each connection what a test says. */
final class FakeServer implements AutoCloseable {

    /** What is done to a connection whose request was read. */
    interface Manner {
        void answer(OutputStream out, InputStream in) throws IOException;
    }

    private static final int BEAT_MILLIS = 20;

    private final ServerSocket server;
    private final int patienceMillis;
    private final AtomicInteger connections = new AtomicInteger();
    private final Queue<Thread> serving = new ConcurrentLinkedQueue<>();

    FakeServer(Manner manner) throws IOException {
        this(new ServerSocket(0, 1024, InetAddress.getLoopbackAddress()), manner, 0);
    }

    /** One that takes its connections from a socket of the test's, and reads no longer than that; 0 is for ever. */
    FakeServer(ServerSocket server, Manner manner, int patienceMillis) {
        this.server = server;
        this.patienceMillis = patienceMillis;
        Thread.ofVirtual().start(() -> accept(manner));
    }

    /** One that answers each request with these characters and closes the connection. */
    static FakeServer saying(String answer) throws IOException {
        return new FakeServer((out, in) -> out.write(answer.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** One that never answers. */
    static FakeServer hanging() throws IOException {
        return new FakeServer((out, in) -> in.transferTo(OutputStream.nullOutputStream()));
    }

    /** One that sends these characters one by one, slowly, and then the last of them for ever. */
    static FakeServer dripping(String answer) throws IOException {
        byte[] bytes = answer.getBytes(StandardCharsets.ISO_8859_1);
        Manner manner = (out, in) -> {
            for (int at = 0; !hungUp(in); at++) {
                out.write(bytes[Math.min(at, bytes.length - 1)]);
            }
        };
        return new FakeServer(new ServerSocket(0, 1024, InetAddress.getLoopbackAddress()), manner, BEAT_MILLIS);
    }

    /** One that sends these bytes again and again, without a pause. */
    static FakeServer flooding(byte[] first, byte[] again) throws IOException {
        return new FakeServer((out, in) -> {
            out.write(first);
            while (true) {
                out.write(again);
            }
        });
    }

    /** Waits for one beat, or until the other side hangs up. */
    private static boolean hungUp(InputStream in) throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private void accept(Manner manner) {
        try {
            while (true) {
                Socket connection = server.accept();
                connections.incrementAndGet();
                serving.add(Thread.ofVirtual().start(() -> serve(connection, manner)));
            }
        } catch (IOException e) {
            // closed: the test is over
        }
    }

    private void serve(Socket connection, Manner manner) {
        try (connection) {
            InputStream in = connection.getInputStream();
            in.read(new byte[8192]);
            connection.setSoTimeout(patienceMillis);
            manner.answer(connection.getOutputStream(), in);
        } catch (SocketException | SSLException e) {
            // the client hung up, as most of these tests want it to
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** Waits until the other side has let go of each connection that there was. */
    boolean isLeftAlone() throws InterruptedException {
        for (Thread thread : serving) {
            if (!thread.join(Duration.ofSeconds(20))) {
                return false;
            }
        }
        return true;
    }

    String address() {
        return "http://127.0.0.1:" + port() + "/";
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
