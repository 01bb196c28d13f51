package io.photons.watch;

import io.photons.async.Async;
import io.photons.async.Promise;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of hosts.
 *
 * <p>A look-up blocks in the operating system, where no interrupt reaches it, and would hold a carrier of the virtual
 * threads meanwhile. It is made on a platform thread of this class, and checks that want the same name share it; a check
 * that is cancelled stops waiting at once.
 *
 * <p>Only so many look-ups are made at once. One that had to wait, and that nobody waits for any more, is not made.
 *
 * <p><b>Threads.</b> The maps and counts are read and written under the lock, by the checks' threads and those of the
 * look-ups.
 */
final class Names implements AutoCloseable {

    private static final int MOST_LOOKUPS = 1024;
    private static final long SMALL_STACK = 128 << 10;
    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern LITERAL = Pattern.compile("(?:" + BYTE + "\\.){3}" + BYTE + "|.*:.*");

    private final Resolver resolver;
    private final int most;
    private final ExecutorService threads = threads();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Lookup> wanted = new HashMap<>();
    private final Set<Lookup> queue = new LinkedHashSet<>();
    private int running;

    /** Those that the operating system knows. */
    Names() {
        this(InetAddress::getAllByName, MOST_LOOKUPS);
    }

    /**
     * Those that somebody else knows.
     *
     * @param resolver who knows them
     * @param most how many it is asked for at once
     */
    Names(Resolver resolver, int most) {
        this.resolver = resolver;
        this.most = most;
    }

    /** Who knows the addresses of a host. */
    interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private static final class Lookup {
        private final String host;
        private final Promise<InetAddress[]> found;
        private int waiting;

        Lookup(String host) {
            this.host = host;
            found = Async.promise("addresses of " + host);
        }
    }

    private static ExecutorService threads() {
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                2,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> Thread.ofPlatform()
                        .name("name-lookup")
                        .daemon()
                        .stackSize(SMALL_STACK)
                        .unstarted(task));
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
        Lookup lookup = join(host);
        try {
            return lookup.found.get();
        } catch (ExecutionException e) {
            throw new UnknownHostException(host);
        } finally {
            leave(lookup);
        }
    }

    private Lookup join(String host) {
        Lookup lookup;
        lock.lock();
        try {
            Lookup underWay = wanted.get(host);
            if (underWay != null) {
                underWay.waiting++;
                return underWay;
            }
            lookup = new Lookup(host);
            lookup.waiting = 1;
            wanted.put(host, lookup);
            if (running == most) {
                queue.add(lookup);
                return lookup;
            }
            running++;
        } finally {
            lock.unlock();
        }
        start(lookup);
        return lookup;
    }

    private void start(Lookup lookup) {
        try {
            threads.execute(() -> run(lookup));
        } catch (Throwable e) {
            // No thread to be had; those who wait in the queue are taken by the next that ends.
            end(lookup, false);
            lookup.found.fail(e);
        }
    }

    private void leave(Lookup lookup) {
        lock.lock();
        try {
            if (--lookup.waiting == 0 && queue.remove(lookup)) {
                wanted.remove(lookup.host, lookup);
            }
        } finally {
            lock.unlock();
        }
    }

    private void run(Lookup first) {
        Lookup lookup = first;
        while (lookup != null) {
            lookup = make(lookup);
        }
    }

    /** Makes a look-up, and returns the next one or null. */
    private @Nullable Lookup make(Lookup lookup) {
        InetAddress[] addresses;
        try {
            addresses = resolver.addresses(lookup.host);
        } catch (Throwable e) {
            Lookup next = end(lookup, true);
            lookup.found.fail(e);
            return next;
        }
        Lookup next = end(lookup, true);
        lookup.found.complete(addresses);
        return next;
    }

    /** Notes the end of a look-up, and returns the one that this thread makes next, or null. */
    private @Nullable Lookup end(Lookup lookup, boolean goesOn) {
        lock.lock();
        try {
            // The JDK keeps the answer for a while; this map only joins those who ask at the same time.
            wanted.remove(lookup.host, lookup);
            Iterator<Lookup> waiting = queue.iterator();
            if (!goesOn || !waiting.hasNext()) {
                running--;
                return null;
            }
            Lookup next = waiting.next();
            waiting.remove();
            return next;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
