package io.photons.watch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** What is checked: pages on loopback that answer at once, in a process of their own that ends with its standard input. */
final class LoopbackPages {

    /** Connections that were closed hold their ports for a while, and there are only so many for each of these. */
    static final int PORTS = 16;

    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 3\r\n\r\nok\n".getBytes(StandardCharsets.US_ASCII);

    private LoopbackPages() {}

    /**
     * Serves, having printed a port a line.
     *
     * @param args none
     * @throws IOException if it cannot
     */
    public static void main(String[] args) throws IOException {
        for (int i = 0; i < PORTS; i++) {
            ServerSocket server = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(() -> accept(server));
            System.out.println(server.getLocalPort());
        }
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0);
    }

    private static void accept(ServerSocket server) {
        try {
            while (true) {
                Socket connection = server.accept();
                Thread.startVirtualThread(() -> serve(connection));
            }
        } catch (IOException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void serve(Socket connection) {
        try (connection) {
            InputStream in = connection.getInputStream();
            if (in.read(new byte[1024]) > 0) {
                connection.getOutputStream().write(ANSWER);
            }
        } catch (IOException e) {
            // Whoever asked has hung up, which is its own affair.
        }
    }
}
