package io.photons.watch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.photons.async.Async;
import io.photons.async.TaskHolder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The embedded fleet: endpoints on loopback, in this process, that behave as their plan says. Its work runs in the task
 * holder that it is given, and ends with it.
 */
final class Fleet implements AutoCloseable {

    private static final int BACKLOG = 4096;
    private static final Duration SLOWEST = Duration.ofMillis(250);

    private final TaskHolder work;
    private final Duration timeout;
    private final HttpServer pages;
    private final List<AutoCloseable> sockets = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();

    private Fleet(TaskHolder work, Duration timeout) throws IOException {
        this.work = work;
        this.timeout = timeout;
        // The JDK's server dates its answers; the zones are read here, while there is a file descriptor for them.
        Objects.requireNonNull(TimeZone.getTimeZone("GMT"));
        Objects.requireNonNull(ZoneRulesProvider.getAvailableZoneIds());
        pages = HttpServer.create(new InetSocketAddress(loopback(), 0), BACKLOG);
        pages.setExecutor(exchange -> work.add("fleet-page", exchange::run));
    }

    /**
     * Starts a fleet.
     *
     * @param work where its threads run
     * @param plan who is in it
     * @param timeout the time-out of a check, so that what is slow stays well below it
     */
    static Fleet open(TaskHolder work, FleetPlan plan, Duration timeout) throws IOException {
        Fleet fleet = new Fleet(work, timeout);
        try {
            for (FleetPlan.Member member : plan.members()) {
                fleet.targets.add(fleet.start(member));
            }
            fleet.pages.start();
            return fleet;
        } catch (IOException e) {
            fleet.close();
            throw e;
        }
    }

    /** What to check, in the order of the plan. */
    List<Target> targets() {
        return List.copyOf(targets);
    }

    private Target start(FleetPlan.Member member) throws IOException {
        return switch (member.temper()) {
            case STEADY -> page(member, Duration.ZERO);
            case FLAKY -> page(member, Duration.ZERO);
            case SLOW -> page(member, delay(member));
            case PORT -> new Target.Port(member.name(), loopback().getHostAddress(), listen(Socket::close));
            case HANGS -> address(member, listen(Fleet::ignore));
            case CLOSES -> address(member, listen(Fleet::hangUp));
            case REFUSES -> address(member, reserve());
        };
    }

    private static Target address(FleetPlan.Member member, int port) {
        String host = loopback().getHostAddress();
        return new Target.Page(member.name(), URI.create("http://" + host + ":" + port + "/" + member.name()));
    }

    /** An eighth of the time-out at the most: room for a machine that is busy. */
    private Duration delay(FleetPlan.Member member) {
        long most = Math.min(SLOWEST.toNanos(), timeout.toNanos() / 8);
        return Duration.ofNanos((long) (most * (0.2 + 0.8 * member.pace())));
    }

    private Target page(FleetPlan.Member member, Duration delay) {
        AtomicLong checks = new AtomicLong();
        pages.createContext("/" + member.name(), exchange -> {
            try (exchange) {
                boolean fails = member.fails(checks.incrementAndGet());
                Async.sleep(delay);
                answer(exchange, fails ? 503 : 200, member.name());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return address(member, pages.getAddress().getPort());
    }

    private static void answer(HttpExchange exchange, int status, String name) throws IOException {
        byte[] body = (name + " says " + status + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private interface Manner {
        void receive(Socket connection) throws IOException;
    }

    private int listen(Manner manner) throws IOException {
        ServerSocket server = new ServerSocket(0, BACKLOG, loopback());
        sockets.add(server);
        work.add("fleet-socket", () -> accept(server, manner));
        return server.getLocalPort();
    }

    private void accept(ServerSocket server, Manner manner) throws IOException, InterruptedException {
        while (!server.isClosed()) {
            Socket connection;
            try {
                connection = server.accept();
            } catch (IOException e) {
                if (server.isClosed()) {
                    return;
                }
                if (!Dialer.isShortageHere(e)) {
                    throw e;
                }
                Async.sleep(Dialer.SHORTAGE_WAIT);
                continue;
            }
            work.add("fleet-connection", () -> receive(connection, manner));
        }
    }

    private static void receive(Socket connection, Manner manner) throws InterruptedException {
        try (connection) {
            manner.receive(connection);
        } catch (IOException e) {
            // The other side hung up, or the fleet is closing: both are the end of this connection and no more.
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private static void ignore(Socket connection) throws IOException {
        connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    private static void hangUp(Socket connection) throws IOException {
        int read = connection.getInputStream().read(new byte[4096]);
        if (read >= 0) {
            connection.shutdownOutput();
        }
    }

    /** A port that nobody listens on, held so that nobody else gets it. */
    private int reserve() throws IOException {
        Socket held = new Socket();
        sockets.add(held);
        held.bind(new InetSocketAddress(loopback(), 0));
        return held.getLocalPort();
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public void close() {
        pages.stop(0);
        for (AutoCloseable socket : sockets) {
            try {
                socket.close();
            } catch (Exception e) {
                System.getLogger(Fleet.class.getName()).log(System.Logger.Level.DEBUG, "a socket did not close", e);
            }
        }
    }
}
