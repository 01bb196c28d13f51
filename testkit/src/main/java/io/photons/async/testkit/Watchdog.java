package io.photons.async.testkit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The one daemon thread that looks after all worlds of this JVM; it is there while there are worlds, and a little longer. */
final class Watchdog {

    static final int EVERY_MILLIS = 10;

    private static final int IDLE_LOOKS = 500;

    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final Condition TICK = LOCK.newCondition();

    // Under the lock.
    private static final Set<Watch> WATCHES = new LinkedHashSet<>();
    private static @Nullable Thread thread;

    private Watchdog() {}

    static void add(Watch watch) {
        LOCK.lock();
        try {
            WATCHES.add(watch);
            if (thread == null) {
                thread = Thread.ofPlatform()
                        .daemon()
                        .name("photons-virtual-time-watchdog")
                        .inheritInheritableThreadLocals(false)
                        .start(Watchdog::run);
            }
        } finally {
            LOCK.unlock();
        }
    }

    static void remove(Watch watch) {
        LOCK.lock();
        try {
            WATCHES.remove(watch);
        } finally {
            LOCK.unlock();
        }
    }

    private static void run() {
        int idle = 0;
        while (true) {
            List<Watch> watches;
            LOCK.lock();
            try {
                idle = WATCHES.isEmpty() ? idle + 1 : 0;
                if (idle > IDLE_LOOKS) {
                    thread = null;
                    return;
                }
                // Nobody interrupts this thread; if somebody did, a look would come early.
                boolean ignored = TICK.await(EVERY_MILLIS, TimeUnit.MILLISECONDS);
                watches = List.copyOf(WATCHES);
            } catch (InterruptedException e) {
                continue;
            } finally {
                LOCK.unlock();
            }
            watches.forEach(Watchdog::look);
        }
    }

    // Guards against a look that fails, on a name that cannot be shown: the other worlds still need the watchdog.
    private static void look(Watch watch) {
        try {
            watch.look();
        } catch (RuntimeException | Error e) {
            System.getLogger("io.photons.async.testkit")
                    .log(System.Logger.Level.ERROR, "The watchdog of virtual time failed", e);
        }
    }
}
