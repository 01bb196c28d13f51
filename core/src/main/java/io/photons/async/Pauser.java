package io.photons.async;

import org.jspecify.annotations.Nullable;

/**
 * Holds back the ticks of any number of {@linkplain Ticker tickers} while it is paused.
 *
 * <p><b>Lifecycle.</b> Pauses are counted: it takes as many calls of {@link #resume} as there were of {@link #pause}.
 *
 * <p><b>Threads.</b> May be used from any thread.
 *
 * <p><b>Source.</b> K8.
 *
 * {@snippet :
 * Pauser pauser = new Pauser();
 * Ticker ticker = Ticker.every(Duration.ofSeconds(1)).pauser(pauser).open();
 * pauser.pause();
 * }
 */
public final class Pauser {

    private final SpinLock lock = new SpinLock();

    // Both under the lock. The gate is there while the count is not zero, and ends when it gets there.
    private int pauses;
    private @Nullable Promise<@Nullable Void> gate;

    /** Makes one that is not paused. */
    public Pauser() {}

    /** Pauses, once more. */
    public void pause() {
        Promise<@Nullable Void> fresh = new Promise<>("resume");
        lock.lock();
        try {
            if (pauses++ == 0) {
                gate = fresh;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes one pause back; with the last one, ticks are given again.
     *
     * @throws IllegalStateException if it is not paused
     */
    public void resume() {
        Promise<@Nullable Void> opened = null;
        lock.lock();
        try {
            if (pauses == 0) {
                throw new IllegalStateException("resume without pause");
            }
            if (--pauses == 0) {
                opened = gate;
                gate = null;
            }
        } finally {
            lock.unlock();
        }
        if (opened != null) {
            opened.complete(null);
        }
    }

    /**
     * Tells whether it is paused.
     *
     * @return true if there were more pauses than resumes
     */
    public boolean isPaused() {
        return gate() != null;
    }

    /** What ends when ticks are given again; null if they are. */
    @Nullable
    Promise<@Nullable Void> gate() {
        lock.lock();
        try {
            return gate;
        } finally {
            lock.unlock();
        }
    }
}
