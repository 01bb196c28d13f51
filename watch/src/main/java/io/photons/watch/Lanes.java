package io.photons.watch;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who may begin a check now. Each target has a lane, in which its checks follow one another; where there are more places
 * than targets, the places to spare let a check begin alongside one that is still under way. What hangs thus never takes
 * another target's place.
 *
 * <p><b>Threads.</b> All fields are read and written under the lock, by the thread that runs the rounds and those of the
 * checks.
 */
final class Lanes {

    private final ReentrantLock lock = new ReentrantLock();
    private final int spare;
    private final int[] underWay;
    private final @Nullable Turn[] due;
    private int alongside;

    /**
     * Makes them.
     *
     * @param targets how many there are
     * @param places how many checks run at once
     */
    Lanes(int targets, int places) {
        spare = Math.max(0, places - targets);
        underWay = new int[targets];
        due = new @Nullable Turn[targets];
    }

    /** What becomes of a check that is due. */
    enum Admission {
        /** It begins. */
        NOW,
        /** It begins when the one before it has ended. */
        LATER,
        /** It does not begin, as another one is waiting to. */
        NEVER
    }

    /** Whether every target has a place, whatever the others do. */
    boolean suffice() {
        return spare > 0 || underWay.length <= 1;
    }

    boolean isBusy(int index) {
        lock.lock();
        try {
            return underWay[index] > 0;
        } finally {
            lock.unlock();
        }
    }

    /** Asks for a check to begin. */
    Admission enter(Turn turn) {
        int index = turn.index();
        lock.lock();
        try {
            if (underWay[index] > 0 && alongside >= spare) {
                if (due[index] != null) {
                    return Admission.NEVER;
                }
                due[index] = turn;
                return Admission.LATER;
            }
            alongside += underWay[index] > 0 ? 1 : 0;
            underWay[index]++;
            return Admission.NOW;
        } finally {
            lock.unlock();
        }
    }

    /** Says that a check has ended, and returns the one that begins in its stead, or null. */
    @Nullable
    Turn leave(Turn turn) {
        int index = turn.index();
        lock.lock();
        try {
            Turn next = due[index];
            if (next != null) {
                due[index] = null;
                return next;
            }
            underWay[index]--;
            alongside -= underWay[index] > 0 ? 1 : 0;
            return null;
        } finally {
            lock.unlock();
        }
    }
}
