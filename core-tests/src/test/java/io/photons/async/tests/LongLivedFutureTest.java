package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.ChildFuture;
import io.photons.async.Deferred;
import io.photons.async.Promise;
import io.photons.async.ResettableFuture;
import io.photons.async.Task;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Runs alone: what other tests hold meanwhile would be in the measurement. */
@Isolated
@DisplayName("A future that lives long")
class LongLivedFutureTest {

    private static final int CHILDREN = 10_000_000;

    /** A single reference kept for each child would be forty million bytes, for each of a crowd eight hundred thousand. */
    private static final long SLACK = 500_000;

    private final Promise<Void> parent = Async.promise("long-lived");
    private final Throwable spare = new IllegalStateException("spare");

    private void leavesTheHeapWhereItWas(Runnable work) {
        long before = Heap.used();
        try {
            work.run();
            assertThat(Heap.used() - before).as("bytes more than before").isLessThan(SLACK);
        } finally {
            Reference.reachabilityFence(parent);
        }
    }

    @Test
    @DisplayName("F5 is left where it was by ten million children that ended, each in its way")
    void isLeftWhereItWasByTenMillionChildren() {
        ChildFuture<Integer> lasting = ChildFuture.of(parent, "lasting");
        leavesTheHeapWhereItWas(() -> {
            for (int i = 0; i < CHILDREN; i++) {
                ChildFuture<Integer> child = ChildFuture.of(parent);
                switch (i & 3) {
                    case 0 -> child.close();
                    case 1 -> child.complete(i);
                    case 2 -> child.cancel();
                    default -> child.fail(spare);
                }
            }
        });
        assertThat(parent.pendingCallbacks()).isEqualTo(1);
        assertThat(lasting.isDone()).isFalse();
    }

    @Test
    @DisplayName("F5 keeps nothing of an only child, nor of grandchildren and callbacks that went")
    void keepsNothingOfAnOnlyChild() {
        leavesTheHeapWhereItWas(() -> {
            for (int i = 0; i < CHILDREN / 10; i++) {
                try (ChildFuture<Integer> child = ChildFuture.of(parent);
                        ChildFuture<Integer> grandchild = ChildFuture.of(child)) {
                    grandchild.onDone(ended -> {});
                }
                Consumer<Deferred<Void>> callback = new Consumer<>() {
                    @Override
                    public void accept(Deferred<Void> ended) {}
                };
                parent.onDone(callback);
                parent.removeCallback(callback);
            }
        });
        assertThat(parent.pendingCallbacks()).isZero();
    }

    @Test
    @DisplayName("F5 keeps nothing of two hundred thousand callbacks and children that were there at once")
    void keepsNothingOfACrowd() {
        leavesTheHeapWhereItWas(() -> {
            List<Consumer<Deferred<Void>>> callbacks = new ArrayList<>();
            List<ChildFuture<Integer>> children = new ArrayList<>();
            for (int i = 0; i < CHILDREN / 50; i++) {
                Integer number = i;
                callbacks.add(ended -> System.out.println(number));
                parent.onDone(callbacks.get(i));
                children.add(ChildFuture.of(parent));
            }
            callbacks.forEach(parent::removeCallback);
            children.forEach(ChildFuture::close);
        });
        assertThat(parent.pendingCallbacks()).isZero();
    }

    @Test
    @DisplayName("F5 keeps nothing of waits that were given up, nor of rounds that ended")
    void keepsNothingOfWaitsAndRounds() {
        ResettableFuture<Integer> rounds = new ResettableFuture<>("rounds");
        Promise<Integer> other = Async.promise("other");
        leavesTheHeapWhereItWas(() -> {
            for (int i = 0; i < CHILDREN / 100; i++) {
                try {
                    Async.waitForFirst(Duration.ZERO, parent, other);
                    Async.waitForAll(Duration.ZERO, parent, other);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                ChildFuture.of(rounds).onDone(ended -> {});
                rounds.complete(i);
                rounds.reset();
            }
        });
        assertThat(parent.pendingCallbacks()).isZero();
        assertThat(rounds.pendingCallbacks()).isZero();
    }

    @Test
    @DisplayName("F5 lets go of its callbacks once they have run, and of its end's cause")
    void letsGoOfItsCallbacksOnceTheyHaveRun() throws Exception {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        WeakReference<Object> weak = watched(queue, callback -> {
            parent.onDone(callback);
            parent.onDone(ended -> {});
            parent.complete(null);
        });
        assertThat(Heap.isCollected(weak, queue)).isTrue();
        assertThat(parent.isDone()).isTrue();
    }

    @Test
    @DisplayName("F5 and is a child keeps nothing of the callbacks that ran with its own")
    void thatIsAChildKeepsNothingOfItsSiblings() throws Exception {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        List<ChildFuture<Integer>> kept = new ArrayList<>();
        WeakReference<Object> weak = watched(queue, callback -> {
            kept.add(ChildFuture.of(parent));
            parent.onDone(callback);
            kept.add(ChildFuture.of(parent));
            parent.complete(null);
        });
        assertThat(Heap.isCollected(weak, queue)).isTrue();
        assertThat(kept).allMatch(Deferred::isCancelled);
    }

    @Test
    @DisplayName("F5 keeps nothing of a callback that was removed while others stayed")
    void keepsNothingOfACallbackThatWasRemoved() throws Exception {
        for (int others : new int[] {0, 1, 3, 30}) {
            ReferenceQueue<Object> queue = new ReferenceQueue<>();
            Promise<Void> promise = Async.promise("with " + others);
            for (int i = 0; i < others; i++) {
                promise.onDone(ended -> {});
            }
            WeakReference<Object> weak = watched(queue, callback -> {
                promise.onDone(callback);
                promise.onDone(ended -> {});
                promise.removeCallback(callback);
            });
            assertThat(Heap.isCollected(weak, queue))
                    .as("collected among %s", others)
                    .isTrue();
            assertThat(promise.pendingCallbacks()).isEqualTo(others + 1);
        }
    }

    /** A callback of its own object, which nobody but what {@code use} does keeps. */
    private static WeakReference<Object> watched(ReferenceQueue<Object> queue, Consumer<Consumer<Deferred<Void>>> use) {
        Consumer<Deferred<Void>> callback = new Consumer<>() {
            @Override
            public void accept(Deferred<Void> ended) {}
        };
        use.accept(callback);
        return new WeakReference<>(callback, queue);
    }

    @Test
    @DisplayName("F5 that tasks waited for keeps nothing of them")
    void thatTasksWaitedForKeepsNothing() throws Exception {
        List<Task<?>> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            waiting.add(Async.background(() -> parent.get()));
        }
        Async.cancelAndWait(waiting);
        assertThat(parent.pendingCallbacks()).isZero();
        assertThat(waiting).allMatch(Deferred::isCancelled);
    }
}
