package io.photons.async.testkit;

import io.photons.async.AsyncRuntime;
import java.util.concurrent.locks.ReentrantLock;

/** A timer of a virtual world, or the deadline of a park. */
final class Alarm implements AsyncRuntime.Timer, Comparable<Alarm> {

    final long at;
    final Runnable signal;

    /** Whether leak checks count it: deadlines of parks are no timers to a user. */
    final boolean counted;

    private final long number;
    private final Alarms alarms;
    private final ReentrantLock lock;

    Alarm(long at, Runnable signal, boolean counted, long number, Alarms alarms, ReentrantLock lock) {
        this.at = at;
        this.signal = signal;
        this.counted = counted;
        this.number = number;
        this.alarms = alarms;
        this.lock = lock;
    }

    @Override
    public void cancel() {
        lock.lock();
        try {
            alarms.remove(this);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int compareTo(Alarm other) {
        int byTime = Long.compare(at, other.at);
        return byTime != 0 ? byTime : Long.compare(number, other.number);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
