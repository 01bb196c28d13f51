package io.photons.async;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One party that wants to know of a future's end. It is its own list node, so that its owner can take it back in constant
 * time.
 */
abstract sealed class Registration extends Pending {

    // Written under the lock of the list that it is in; once the future has ended the links stay as they are, and the
    // thread that ended it walks them.
    @Nullable
    Registration previous;

    @Nullable
    Registration next;

    /** A callback of the user's, or one of our own that nobody can ask for. */
    static final class Callback extends Registration {
        final Consumer<? super Deferred<?>> consumer;

        /** The next in the same bucket of the list's index; under the lock of the list. */
        @Nullable
        Callback chain;

        Callback(Consumer<? super Deferred<?>> consumer) {
            this.consumer = consumer;
        }
    }

    /** A scope's that holds the future: its action runs when all callbacks have run. */
    static final class Last extends Registration {
        final Runnable action;

        /** Called when the future is a task and is first asked to end. */
        final Runnable asked;

        Last(Runnable action, Runnable asked) {
            this.action = action;
            this.asked = asked;
        }
    }

    /** A thread in one of our waits. */
    static final class Waiter extends Registration {
        final AsyncRuntime runtime = AsyncRuntime.current();
        final Thread thread = Thread.currentThread();

        void wake() {
            runtime.unpark(thread);
        }
    }

    /** A child that ends when its parent does. */
    static final class Child extends Registration {
        final ChildFuture<?> future;

        Child(ChildFuture<?> future) {
            this.future = future;
        }
    }
}
