package io.photons.async.testkit;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: the strands of a world, its alarms and its clock.
 *
 * <p>Who is runnable runs; then the alarms that are due fire, all of one instant before anybody runs; then those that wait
 * for a settled world go on, one by one; then the clock moves to the next alarm.
 *
 * <p><b>Threads.</b> All fields are read and written under the baton's lock, unless they say otherwise.
 */
final class Turns {

    /** So many switches at one instant are no program that gets anywhere. */
    private static final long LIVELOCK_SWITCHES = 1_000_000;

    private static final Turn LIE = new Turn.Lie();

    final Order order;
    final Alarms alarms;
    final Map<Thread, Strand> strands = new LinkedHashMap<>();
    final Set<Strand> strays = new LinkedHashSet<>();

    /** Those that wait until nothing else can run at this instant. */
    final ArrayDeque<Strand> settling = new ArrayDeque<>();

    /** Those that wait, among other things, for a standstill: one of them goes on then, and it is no deadlock. */
    final ArrayDeque<Strand> standing = new ArrayDeque<>();

    /** How many calls of {@code time.outside} are under way. */
    int outside;

    boolean mainEnded;

    private boolean closing;
    private boolean firing;
    private boolean passingStrays;
    private long switches;

    // Written under the lock, read by whoever asks for the time.
    private volatile long now;

    Turns(Order order, ReentrantLock lock) {
        this.order = order;
        alarms = new Alarms(lock);
    }

    long now() {
        return now;
    }

    /** Decides what comes next. */
    Turn next() {
        if (++switches > LIVELOCK_SWITCHES) {
            return stop(Halt.LIVELOCK);
        }
        Alarm first = alarms.first();
        boolean due = first != null && first.at <= now;
        if (!firing || !due) {
            Strand runnable = order.poll();
            if (runnable != null) {
                return run(runnable);
            }
        }
        if (first != null && due) {
            return fire(first);
        }
        firing = false;
        if (outside > 0 || (!strays.isEmpty() && !passingStrays)) {
            return LIE;
        }
        passingStrays = false;
        Strand settled = settling.poll();
        if (settled != null) {
            return run(settled);
        }
        if (mainEnded && !closing) {
            return stop(Halt.SETTLED);
        }
        if (first == null) {
            return standstill();
        }
        now = first.at;
        switches = 0;
        return fire(first);
    }

    private Turn run(Strand strand) {
        firing = false;
        passingStrays = false;
        return new Turn.Run(strand);
    }

    private Turn fire(Alarm alarm) {
        firing = true;
        alarms.remove(alarm);
        return new Turn.Fire(alarm);
    }

    private Turn stop(Halt why) {
        firing = false;
        return new Turn.Stop(why);
    }

    private Turn standstill() {
        Strand strand = standing.poll();
        if (strand != null) {
            strand.parked = false;
            return run(strand);
        }
        return stop(strands.isEmpty() ? Halt.SETTLED : Halt.DEADLOCK);
    }

    /** Makes a strand runnable that waited. */
    void enqueue(Strand strand) {
        strand.parked = false;
        @Nullable Alarm alarm = strand.alarm;
        if (alarm != null) {
            alarms.remove(alarm);
            strand.alarm = null;
        }
        order.add(strand);
    }

    /** Next time the clock may move although strands are astray. */
    void passStrays() {
        passingStrays = true;
    }

    /** From now on time may pass for what is left, though the main strand has ended. */
    void close() {
        closing = true;
        switches = 0;
    }
}
