package io.photons.async;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a {@link Shutdown} is to go. */
public final class ShutdownOptions {

    private static final Duration DEFAULT_DRAIN = Duration.ofSeconds(20);
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);

    final boolean signals;
    String name = "shutdown";
    long drainNanos = DEFAULT_DRAIN.toNanos();
    long graceNanos = DEFAULT_GRACE.toNanos();

    @Nullable
    Runnable beforeHalt;

    ShutdownOptions(boolean signals) {
        this.signals = signals;
    }

    /**
     * Names the shutdown and its futures, for diagnosis.
     *
     * @param name the name
     * @return this
     */
    public ShutdownOptions name(String name) {
        this.name = Objects.requireNonNull(name, "name");
        return this;
    }

    /**
     * Sets how long the work that is under way may go on once the intake has ended, 20 s if not set.
     *
     * @param limit zero cancels it at once; 2<sup>62</sup> ns and more is no limit
     * @return this
     */
    public ShutdownOptions drain(Duration limit) {
        drainNanos = Limits.nonNegative(limit, "limit");
        return this;
    }

    /**
     * Sets how long what was cancelled is waited for, 5 s if not set.
     *
     * @param grace the time from the end of the final future; 2<sup>62</sup> ns and more is no limit
     * @return this
     */
    public ShutdownOptions grace(Duration grace) {
        graceNanos = Limits.nonNegative(grace, "grace");
        return this;
    }

    /**
     * Sets what is done before a further signal ends the JVM in the middle of its work: to leave a terminal in order, for
     * instance.
     *
     * @param lastAct called on the signal's thread; it should be short
     * @return this
     */
    public ShutdownOptions beforeHalt(Runnable lastAct) {
        beforeHalt = Objects.requireNonNull(lastAct, "lastAct");
        return this;
    }

    /**
     * Opens the shutdown. The calling thread is taken for the one that will close it.
     *
     * @return the shutdown, which has not begun
     * @throws IllegalStateException if another one that is tied to signals is open, or the JVM exits already
     */
    public Shutdown open() {
        return new Shutdown(this);
    }
}
