package io.photons.async.testkit;

import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The alarms of a virtual world by (deadline, order of scheduling). All is read and written under the baton's lock. */
final class Alarms {

    private final ReentrantLock lock;
    private final TreeSet<Alarm> waiting = new TreeSet<>();

    private long made;
    private int counted;

    Alarms(ReentrantLock lock) {
        this.lock = lock;
    }

    Alarm add(long at, Runnable signal, boolean counts) {
        Alarm alarm = new Alarm(at, signal, counts, made++, this, lock);
        waiting.add(alarm);
        if (counts) {
            counted++;
        }
        return alarm;
    }

    void remove(Alarm alarm) {
        if (waiting.remove(alarm) && alarm.counted) {
            counted--;
        }
    }

    /** The earliest one, or null. */
    @Nullable
    Alarm first() {
        return waiting.isEmpty() ? null : waiting.first();
    }

    int counted() {
        return counted;
    }
}
