package io.photons.async;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Why something was cancelled, without the price of an exception until somebody asks for one.
 *
 * <p><b>Source.</b> T6.
 */
final class Cancellation {

    /** Longer chains of parents than this are cut: the reason stands at the top anyway. */
    private static final int LONGEST_CHAIN = 32;

    /** What a child ends with whose parent had a value, when there is no memory to tell which parent. */
    static final Cancellation BY_A_VALUE = asked("its parent ended with a value");

    private final @Nullable String given;
    private final @Nullable Deferred<?> by;
    private final @Nullable Deferred<?> origin;
    private final @Nullable CancellationException thrown;

    private Cancellation(
            @Nullable String given,
            @Nullable Deferred<?> by,
            @Nullable Deferred<?> origin,
            @Nullable CancellationException thrown) {
        this.given = given;
        this.by = by;
        this.origin = origin;
        this.thrown = thrown;
    }

    /** Somebody asked for it. */
    static Cancellation asked(@Nullable String reason) {
        return new Cancellation(reason, null, null, null);
    }

    /** A parent or a scope's final future ended: its reason is passed on. */
    static Cancellation by(Deferred<?> parent) {
        if (parent.ended() instanceof Cancellation above) {
            return new Cancellation(above.given, parent, above.origin == null ? parent : above.origin, null);
        }
        return new Cancellation(null, parent, parent, null);
    }

    /** A body threw it without having been cancelled. */
    static Cancellation thrown(CancellationException exception) {
        return new Cancellation(exception.getMessage(), null, null, exception);
    }

    @Nullable
    String reason() {
        if (given != null || origin == null) {
            return given;
        }
        Object end = origin.ended();
        return origin.label()
                + (end instanceof Cancellation
                        ? " was cancelled"
                        : end instanceof Failed ? " failed" : " ended with a value");
    }

    /** A new exception with the stack of whoever asks; its causes tell which parent began it. */
    CancellationException exception() {
        CancellationException exception = new CancellationException(reason());
        CancellationException below = exception;
        Cancellation at = this;
        for (int depth = 0; depth < LONGEST_CHAIN && at.by != null; depth++) {
            Deferred<?> source = at.by;
            CancellationException cause = new CancellationException("by " + source);
            below.initCause(cause);
            below = cause;
            if (!(source.ended() instanceof Cancellation above)) {
                break;
            }
            at = above;
        }
        if (at.thrown != null) {
            below.initCause(at.thrown);
        }
        return exception;
    }

    /** The very exception that a body threw, or else a new one. */
    CancellationException rethrown() {
        return thrown == null ? exception() : thrown;
    }
}
