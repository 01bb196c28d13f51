package io.photons.stress.simulation;

import io.photons.async.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened in one run, in order, and what was found to be wrong.
 *
 * <p>One strand of a virtual world runs at a time, and handing over makes memory agree: nothing here needs a lock.
 */
final class Journal {

    private record Entry(long at, String who, String what) {}

    private final VirtualTime time;
    private final List<Entry> entries = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private long hash;

    Journal(VirtualTime time) {
        this.time = time;
    }

    long now() {
        return time.elapsed().toNanos();
    }

    Moment note(String who, String what) {
        long at = now();
        hash = Draw.mix(hash ^ at) + 31L * who.hashCode() + what.hashCode();
        entries.add(new Entry(at, who, what));
        return new Moment(at, entries.size());
    }

    /** Says that a rule was broken. */
    void violate(String rule, String how) {
        violations.add(rule + ": " + how);
    }

    void check(boolean holds, String rule, String how) {
        if (!holds) {
            violate(rule, how);
        }
    }

    List<String> violations() {
        return violations;
    }

    long hash() {
        return hash;
    }

    int size() {
        return entries.size();
    }

    List<String> lines() {
        return entries.stream()
                .map(entry -> "%6d ms  %-10s %s".formatted(entry.at / 1_000_000, entry.who, entry.what))
                .toList();
    }
}
