package io.photons.async;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A promise that also ends when its parent does: a cancelled parent cancels it, a parent's error becomes its error, and
 * a parent's value cancels it, for the job it belonged to is over.
 *
 * <p><b>Lifecycle.</b> A child of an ended parent is born ended. One that ends by itself leaves its parent alone and is
 * let go of at once. Closing a pending one cancels it; closing an ended one changes nothing.
 *
 * <p><b>Threads.</b> The thread that ends the parent runs the child's callbacks, after the parent's. Whoever asks for the
 * child's state after the parent ended gets the final answer, though that thread may still be on its way.
 *
 * <p><b>Interruption.</b> As {@link Promise}.
 *
 * <p><b>Errors.</b> As {@link Promise}.
 *
 * <p><b>Source.</b> F10–F14, F5, F6.
 *
 * {@snippet :
 * try (ChildFuture<Void> child = ChildFuture.of(stop, "child")) {
 *     stop.complete(null);
 *     assert child.isCancelled();
 * }
 * }
 *
 * @param <T> the type of the value, free of the parent's
 */
public final class ChildFuture<T extends @Nullable Object> extends Promise<T> implements AutoCloseable {

    private static final AtomicLong SEQUENCE = new AtomicLong();

    /** The order in which children were made, which is the order of their callbacks. */
    final long sequence = SEQUENCE.getAndIncrement();

    private final Deferred<?> parent;
    private final Registration.Child link = new Registration.Child(this);

    private ChildFuture(Deferred<?> parent, @Nullable String name) {
        super(name);
        this.parent = parent;
    }

    /**
     * Makes a child without a name.
     *
     * @param <T> the type of the child's value
     * @param parent the parent; of a {@link ResettableFuture} its present round
     * @return the child
     */
    public static <T extends @Nullable Object> ChildFuture<T> of(Deferred<?> parent) {
        return make(parent, null);
    }

    /**
     * Makes a child.
     *
     * @param <T> the type of the child's value
     * @param parent the parent; of a {@link ResettableFuture} its present round
     * @param name the child's name
     * @return the child
     */
    public static <T extends @Nullable Object> ChildFuture<T> of(Deferred<?> parent, String name) {
        return make(parent, Objects.requireNonNull(name, "name"));
    }

    static <T extends @Nullable Object> ChildFuture<T> make(Deferred<?> parent, @Nullable String name) {
        ChildFuture<T> child =
                new ChildFuture<>(Objects.requireNonNull(parent, "parent").round(), name);
        if (!child.parent.register(child.link)) {
            child.changeState(null, child.inherited());
        }
        return child;
    }

    /**
     * Cancels the parent, and where the parent is itself a child, the root above it.
     *
     * @return true if this call was the first to ask
     */
    public boolean cancelParent() {
        return root().cancel();
    }

    /**
     * Cancels the parent or the root above it, and says why.
     *
     * @param reason the reason
     * @return true if this call was the first to ask
     */
    public boolean cancelParent(String reason) {
        return root().cancel(reason);
    }

    /** Cancels this if it is pending, and leaves the parent. */
    @Override
    public void close() {
        if (!isDone()) {
            cancel(label() + " was closed");
        }
    }

    Deferred<?> root() {
        Deferred<?> at = parent;
        while (at instanceof ChildFuture<?> child) {
            at = child.parent;
        }
        return at;
    }

    /** Tells whether another future is this one's parent, or a parent of that. */
    boolean isBelow(Deferred<?> ancestor) {
        Deferred<?> at = parent;
        while (at != ancestor && at instanceof ChildFuture<?> child) {
            at = child.parent;
        }
        return at == ancestor;
    }

    @Override
    void detach() {
        parent.unregister(link);
    }

    /** A child that was settled by somebody who asked; the thread that ended its parent will come for what is registered. */
    record Inherited(Object end, @Nullable Pending registered) {}

    @Override
    @Nullable
    Object status() {
        Object seen = rawState();
        if (seen != null && !(seen instanceof Pending)) {
            return seen instanceof Inherited inherited ? inherited.end : seen;
        }
        return settleFromAbove(seen);
    }

    // Guards against an answer that would be taken back: once a parent has ended, no complete of the child can win.
    private @Nullable Object settleFromAbove(@Nullable Object pending) {
        Deferred<?> above = parent;
        Object end = rawEnd(above);
        while (end == null && above instanceof ChildFuture<?> child) {
            above = child.parent;
            end = rawEnd(above);
        }
        if (end == null) {
            return pending;
        }
        ArrayDeque<ChildFuture<?>> path = new ArrayDeque<>();
        for (ChildFuture<?> at = this; at != above; ) {
            path.push(at);
            if (!(at.parent instanceof ChildFuture<?> next)) {
                break;
            }
            at = next;
        }
        path.forEach(ChildFuture::inherit);
        return status();
    }

    private static @Nullable Object rawEnd(Deferred<?> future) {
        Object seen = future.rawState();
        return seen instanceof Pending ? null : seen;
    }

    private void inherit() {
        for (; ; ) {
            Object seen = rawState();
            if (seen != null && !(seen instanceof Pending)) {
                return;
            }
            if (changeState(seen, new Inherited(inherited(), (Pending) seen))) {
                return;
            }
        }
    }

    /** Settles this for the thread that ended the parent; what is registered here is now that thread's to call. */
    @Nullable
    Pending claimFromParent() {
        for (; ; ) {
            Object seen = rawState();
            if (seen instanceof Inherited inherited) {
                if (changeState(seen, inherited.end)) {
                    return inherited.registered;
                }
            } else if (seen == null || seen instanceof Pending) {
                if (changeState(seen, inherited())) {
                    return (Pending) seen;
                }
            } else {
                return null;
            }
        }
    }

    /** What a child of the parent, which has ended, ends with. */
    private Object inherited() {
        Object end = Objects.requireNonNull(parent.ended());
        try {
            if (!(end instanceof Failed failed)) {
                return Cancellation.by(parent);
            }
            return failed.error() == null ? new Failed(parent.error(failed)) : failed;
        } catch (Throwable noMemory) {
            // The root's own end does as well, though it does not tell of the parents between.
            return end instanceof Failed || end instanceof Cancellation ? end : Cancellation.BY_A_VALUE;
        }
    }

    @Override
    Throwable error(Failed failed) {
        return failed == Failed.ELSEWHERE ? root().error(failed) : super.error(failed);
    }
}
