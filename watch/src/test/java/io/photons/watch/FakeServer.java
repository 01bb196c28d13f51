package io.photons.watch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback that does to each connection what a test says. */
final class FakeServer implements AutoCloseable {

    /** What is done to a connection whose request was read. */
    interface Manner {
        void answer(OutputStream out, InputStream in) throws IOException;
    }

    private final ServerSocket server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    private final AtomicInteger connections = new AtomicInteger();

    FakeServer(Manner manner) throws IOException {
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

    private void accept(Manner manner) {
        try {
            while (true) {
                Socket connection = server.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(connection, manner));
            }
        } catch (IOException e) {
            // closed: the test is over
        }
    }

    private static void serve(Socket connection, Manner manner) {
        try (connection) {
            InputStream in = connection.getInputStream();
            in.read(new byte[8192]);
            manner.answer(connection.getOutputStream(), in);
        } catch (SocketException e) {
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

    String address() {
        return "http://127.0.0.1:" + port() + "/";
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
