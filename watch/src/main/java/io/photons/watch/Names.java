package io.photons.watch;

import io.photons.async.Async;
import io.photons.async.Promise;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The addresses of hosts.
 *
 * <p>A look-up blocks in the operating system, where no interrupt reaches it, and would hold a carrier of the virtual
 * threads meanwhile. It is made on a platform thread of this class, and checks that want the same name share it; a check
 * that is cancelled stops waiting at once.
 */
final class Names implements AutoCloseable {

    private static final int MOST_LOOKUPS = 512;
    private static final long SMALL_STACK = 128 << 10;
    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern LITERAL = Pattern.compile("(?:" + BYTE + "\\.){3}" + BYTE + "|.*:.*");

    private final ExecutorService lookups = pool();
    private final Map<String, Promise<InetAddress[]>> underWay = new ConcurrentHashMap<>();

    private static ExecutorService pool() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                MOST_LOOKUPS,
                MOST_LOOKUPS,
                2,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> Thread.ofPlatform()
                        .name("name-lookup")
                        .daemon()
                        .stackSize(SMALL_STACK)
                        .unstarted(task));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /**
     * Finds the addresses of a host, waiting for a look-up if need be.
     *
     * @throws UnknownHostException if it has none
     */
    InetAddress[] addresses(String host) throws UnknownHostException, InterruptedException {
        if (LITERAL.matcher(host).matches()) {
            return InetAddress.getAllByName(host);
        }
        try {
            return underWay.computeIfAbsent(host, this::lookUp).get();
        } catch (ExecutionException e) {
            throw new UnknownHostException(host);
        }
    }

    private Promise<InetAddress[]> lookUp(String host) {
        Promise<InetAddress[]> found = Async.promise("addresses of " + host);
        lookups.execute(() -> {
            try {
                found.complete(InetAddress.getAllByName(host));
            } catch (UnknownHostException | RuntimeException e) {
                found.fail(e);
            } finally {
                // The JDK keeps the answer for a while; this map only joins those who ask at the same time.
                underWay.remove(host);
            }
        });
        return found;
    }

    @Override
    public void close() {
        lookups.shutdownNow();
    }
}
