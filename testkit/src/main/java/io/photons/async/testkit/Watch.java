package io.photons.async.testkit;

import io.photons.async.AsyncRuntime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks after one world from outside: finds the strand that has the baton and blocks all the same, where the runtime does
 * not see it.
 *
 * <p><b>Threads.</b> {@link #look} is called by the watchdog's thread alone.
 */
final class Watch {

    private static final System.Logger LOG = System.getLogger("io.photons.async.testkit");

    /** Looks until a strand that stands in an untimed lock or wait loses the baton. */
    private static final int LOCKED_LOOKS = 4;

    /** Looks until a strand that waits by the real clock, or for I/O, loses it. */
    private static final int WAITING_LOOKS = 25;

    /** Looks until the clock moves although strands stand in untimed locks. */
    private static final int GRACE_LOOKS = 10;

    /** Looks until a run is given up in which strands stand in untimed locks and nothing else is left. */
    private static final int HOPELESS_LOOKS = 500;

    /** Looks, and readings of the clock meanwhile, after which a strand that never waits runs in circles. */
    private static final int CIRCLING_LOOKS = 100;

    private static final long CIRCLING_READS = 1_000_000;

    /** Looks until it is said where a strand stands; doubled each time. */
    private static final int FIRST_WORDS_LOOKS = 200;

    private final Baton baton;

    // The watchdog's own.
    private long seenMoves = -1;
    private long seenReads;
    private int looks;
    private int lockedLooks;
    private int words = FIRST_WORDS_LOOKS;

    // Written by the watchdog, read by the conductor at the end.
    private volatile @Nullable String whoWentAstray;

    Watch(Baton baton) {
        this.baton = baton;
    }

    void look() {
        long moves = baton.moves();
        if (moves != seenMoves) {
            seenMoves = moves;
            seenReads = baton.clockReads();
            looks = 0;
            lockedLooks = 0;
            words = FIRST_WORDS_LOOKS;
            return;
        }
        looks++;
        Strand holder = baton.holder();
        if (holder != null) {
            lookAt(holder, moves);
        } else {
            lookAtStrays(moves);
        }
    }

    private void lookAt(Strand holder, long moves) {
        Standpoint standpoint = Standpoint.of(holder.thread);
        lockedLooks = standpoint.kind() == Standpoint.Kind.LOCKED ? lockedLooks + 1 : 0;
        boolean waits = standpoint.kind() != Standpoint.Kind.RUNNING && looks >= WAITING_LOOKS;
        if (lockedLooks >= LOCKED_LOOKS || waits) {
            lockedLooks = 0;
            whoWentAstray = holder.body + " " + standpoint;
            baton.step(() -> baton.takeFrom(holder, moves));
        } else if (looks >= CIRCLING_LOOKS && baton.clockReads() - seenReads > CIRCLING_READS) {
            baton.stopCircling(holder, moves);
        } else if (looks >= words) {
            say(List.of(holder));
        }
    }

    private void lookAtStrays(long moves) {
        List<Strand> strays = baton.isIdle() ? strandsAstray() : List.of();
        if (strays.isEmpty()) {
            return;
        }
        boolean locked =
                strays.stream().allMatch(stray -> Standpoint.of(stray.thread).kind() == Standpoint.Kind.LOCKED);
        lockedLooks = locked ? lockedLooks + 1 : 0;
        // Guards against a verdict on a strand that stands in a lock of somebody outside, such as a class that another
        // thread of the JVM is initializing: where nothing else is left, the next step would be to call it a deadlock.
        if (lockedLooks >= (isAnythingLeft() ? GRACE_LOOKS : HOPELESS_LOOKS)) {
            lockedLooks = 0;
            baton.step(() -> baton.passStrays(moves));
        } else if (looks >= words) {
            say(strays);
        }
    }

    private void say(List<Strand> strands) {
        words *= 2;
        StringBuilder text = new StringBuilder("Virtual time stands still, ");
        text.append(looks * Watchdog.EVERY_MILLIS)
                .append(" ms by now, for code that runs or blocks outside of the runtime"
                        + " (if it waits for something outside of the run, let it do so in time.outside):");
        strands.forEach(strand -> text.append(describe(strand)));
        LOG.log(System.Logger.Level.WARNING, text.toString());
    }

    /** The strands that are astray, with where they stand, for a failure's message. */
    String strays() {
        StringBuilder text = new StringBuilder();
        for (Strand stray : strandsAstray()) {
            text.append("\nBlocked outside of the runtime:").append(describe(stray));
        }
        return text.toString();
    }

    /** Where the strand stands that has the baton, for a failure's message. */
    String running() {
        Strand holder = baton.holder();
        return holder == null ? "" : "\nRunning:" + describe(holder);
    }

    void sayIfNotReplayable() {
        if (!baton.isReplayable() && whoWentAstray != null) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "This virtual-time run is not replayable: others had to go on while " + whoWentAstray);
        }
    }

    void sayGivenUp(List<AsyncRuntime.Body> bodies) {
        LOG.log(
                System.Logger.Level.WARNING,
                "These tasks of a virtual-time run did not end although they were cancelled, and were given up: "
                        + bodies);
    }

    private static String describe(Strand strand) {
        StringBuilder text = new StringBuilder("\n  ").append(strand.body);
        for (StackTraceElement frame : strand.thread.getStackTrace()) {
            text.append("\n      at ").append(frame);
        }
        return text.toString();
    }

    private boolean isAnythingLeft() {
        baton.lock.lock();
        try {
            return baton.turns.alarms.first() != null || !baton.turns.standing.isEmpty();
        } finally {
            baton.lock.unlock();
        }
    }

    private List<Strand> strandsAstray() {
        baton.lock.lock();
        try {
            return new ArrayList<>(baton.turns.strays);
        } finally {
            baton.lock.unlock();
        }
    }
}
