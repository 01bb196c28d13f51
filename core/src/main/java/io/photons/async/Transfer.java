package io.photons.async;

import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A callback that ends a target as its source ended.
 *
 * <p><b>Lifecycle.</b> May be used as a callback of many futures: the first to end wins.
 *
 * <p><b>Threads.</b> Runs on the thread that ended the source.
 *
 * <p><b>Errors.</b> What {@link #process} throws is logged, as of any callback.
 *
 * <p><b>Source.</b> R3.
 *
 * {@snippet :
 * Async.background(() -> 42).onDone(Async.transferResult(target));
 * }
 *
 * @param <T> the type of the target's value
 */
public final class Transfer<T extends @Nullable Object> implements Consumer<Deferred<? extends T>> {

    private final Promise<T> target;
    private final boolean errorsOnly;
    private final @Nullable BiConsumer<? super Deferred<? extends T>, ? super Promise<T>> process;

    Transfer(
            Promise<T> target,
            boolean errorsOnly,
            @Nullable BiConsumer<? super Deferred<? extends T>, ? super Promise<T>> process) {
        this.target = target;
        this.errorsOnly = errorsOnly;
        this.process = process;
    }

    /**
     * Leaves values out: only errors and cancellations are passed on.
     *
     * @return a callback that does so
     */
    public Transfer<T> errorsOnly() {
        return new Transfer<>(target, true, process);
    }

    /**
     * Has something done with a value, also where values are not passed on. Not called after an error or a cancellation,
     * nor if the target had ended already.
     *
     * @param process is given source and target
     * @return a callback that does so
     */
    public Transfer<T> process(BiConsumer<? super Deferred<? extends T>, ? super Promise<T>> process) {
        return new Transfer<>(target, errorsOnly, Objects.requireNonNull(process, "process"));
    }

    /**
     * Passes on how a future ended.
     *
     * @param source a future that has ended
     * @throws IllegalStateException if it is pending
     */
    @Override
    public void accept(Deferred<? extends T> source) {
        Deferred<? extends T> ended = Objects.requireNonNull(source, "source").round();
        boolean hasValue = ended.outcome() instanceof Outcome.Success;
        boolean open = (hasValue && errorsOnly) ? !target.isDone() : target.endAs(ended);
        if (open && hasValue && process != null) {
            process.accept(ended, target);
        }
    }
}
