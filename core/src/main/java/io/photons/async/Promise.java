package io.photons.async;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Deferred} that is ended by hand: whoever comes first completes, fails or cancels it.
 *
 * <p><b>Lifecycle.</b> Pending, then ended for ever. Later attempts to end it return false and change nothing.
 *
 * <p><b>Threads.</b> May be ended from any thread; that thread runs the callbacks before the call returns, unless it is
 * itself running a callback: then they run when the outermost end returns.
 *
 * <p><b>Interruption.</b> Ending never blocks, and an interrupted thread can do it.
 *
 * <p><b>Errors.</b> An error given to {@link #fail} reaches waiters and callbacks; it is logged only where a callback does
 * so ({@link Async#reporter()}).
 *
 * <p><b>Source.</b> F1, F2, F3, F6.
 *
 * {@snippet :
 * Promise<Integer> answer = Async.promise("answer");
 * Async.background(() -> { answer.complete(42); });
 * int value = answer.get();
 * }
 *
 * @param <T> the type of the value
 */
public sealed class Promise<T extends @Nullable Object> extends Deferred<T> permits ChildFuture, ResettableFuture {

    Promise(@Nullable String name) {
        super(name);
    }

    /**
     * Ends this with a value.
     *
     * @param value the value, which may be null
     * @return true if this call ended it
     */
    public final boolean complete(T value) {
        return endRound(ofValue(value));
    }

    /**
     * Ends this with an error.
     *
     * @param error the error
     * @return true if this call ended it
     */
    public final boolean fail(Throwable error) {
        return endRound(new Failed(Objects.requireNonNull(error, "error")));
    }

    /** Ends the round as another future ended. */
    final boolean endAs(Deferred<? extends T> ended) {
        Object end = Objects.requireNonNull(ended.ended());
        return endRound(
                switch (end) {
                    case Cancellation cancelled -> Cancellation.by(ended);
                    case Failed failed -> failed.error() == null ? new Failed(ended.error(failed)) : failed;
                    default -> end;
                });
    }

    private boolean endRound(Object end) {
        // Guards against a reset between the look and the end: who was refused by the old round has met the new one.
        boolean first;
        Deferred<T> round;
        do {
            round = round();
            first = round.end(end, false);
        } while (!first && round() != round);
        AsyncRuntime.current().checkpoint();
        return first;
    }

    @Override
    boolean ask(Cancellation cancellation, boolean interrupt) {
        return end(cancellation, false);
    }
}
