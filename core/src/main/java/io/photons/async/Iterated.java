package io.photons.async;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A ticker's entry in the task tree while a thread iterates it. It holds nobody: a loop that was left without a close, and
 * its ticker, may be collected, and so is the entry then.
 *
 * <p><b>Source.</b> K9, K10, W6.
 */
final class Iterated extends WeakReference<Iterated.Ticks> {

    /** What a tree asks an iteration. */
    interface Ticks {

        /** What it is, with the time between ticks. */
        String label();

        /** How many ticks it has given. */
        long given();

        /** When it began, by the runtime's precise clock. */
        long began();

        /** When the next tick is due; null while it is paused. */
        @Nullable
        Long due();

        /** Whether the thread waits for a tick. */
        boolean isWaiting();
    }

    /** The thread that iterates. */
    final long threadId;

    /** Whether that is the thread of a task, with which the entry ends. */
    final boolean inTask;

    private final Root root;

    Iterated(Ticks ticks, Root root, ReferenceQueue<Ticks> dropped) {
        super(ticks, dropped);
        this.root = root;
        this.threadId = Thread.currentThread().threadId();
        this.inTask = AsyncRuntime.Body.current() != null;
    }

    /** Takes it out of the tree. Idempotent. */
    void end() {
        root.iteratedNoMore(this);
    }
}
