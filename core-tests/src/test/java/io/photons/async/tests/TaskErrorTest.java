package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.photons.async.Async;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.testkit.VirtualTimeTest;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TaskErrorTest {

    @VirtualTimeTest
    @DisplayName("T5 an Error ends its task like any other throwable, and the waiter gets it")
    void anErrorEndsItsTaskLikeAnyOtherThrowable() {
        for (Error error : new Error[] {
            new AssertionError("assertion"), new OutOfMemoryError("heap"), new StackOverflowError(), new LinkageError()
        }) {
            Task<Void> task = Async.task("erring").silent().start(() -> {
                Async.sleep(Duration.ofSeconds(1));
                throw error;
            });
            assertThatThrownBy(task::get).isInstanceOf(ExecutionException.class).hasCause(error);
            assertThat(task.exceptionNow()).isSameAs(error);
        }
    }

    @Test
    @DisplayName("T5 a body that overflows its stack ends its task, and no waiter hangs")
    void aBodyThatOverflowsItsStackEndsItsTask() {
        Task<Integer> task = Async.task("overflowing").silent().start(() -> deeper(1));
        assertThatThrownBy(task::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(Error.class);
    }

    private static int deeper(int depth) {
        return depth < 0 ? depth : deeper(depth + 1) + depth;
    }

    @Test
    @DisplayName("T5 a task whose thread cannot be started ends with that error")
    void aTaskWhoseThreadCannotBeStartedEndsWithThatError() throws Exception {
        OutOfMemoryError error = new OutOfMemoryError("no more threads");
        Door noThreads = new Door() {
            private int started;

            @Override
            public Thread start(String name, Body body) {
                if (started++ > 0) {
                    throw error;
                }
                return super.start(name, body);
            }
        };
        Async.task("inside")
                .runtime(noThreads)
                .start(() -> {
                    Task<Integer> task = Async.task("unstartable").silent().start(() -> 1);
                    assertThat(task.exceptionNow()).isSameAs(error);
                    assertThatThrownBy(() -> Async.withTimeout(Duration.ofSeconds(1), () -> 1))
                            .isSameAs(error);
                    try (TaskHolder holder = TaskHolder.options()
                            .maxConcurrent(1)
                            .errorCatcher(caught -> {})
                            .open()) {
                        assertThat(holder.add(() -> 1).exceptionNow()).isSameAs(error);
                        assertThat(holder.add(() -> 1).exceptionNow()).isSameAs(error);
                        assertThat(holder.pending()).isZero();
                    }
                })
                .get();
    }

    /** Keeps bodies instead of starting them, so that a test can run one on a thread whose allocation is counted. */
    private static final class Keeping extends Door {
        final Deque<Body> bodies = new ArrayDeque<>();

        @Override
        public Thread start(String name, Body body) {
            bodies.add(body);
            return Thread.currentThread();
        }
    }

    @Test
    @DisplayName("T5 ending a task allocates nothing")
    void endingATaskAllocatesNothing() throws Exception {
        RuntimeException error = new IllegalStateException("prepared");
        Integer value = 42;
        assertThat(leastAllocationOfARun(() -> value)).isZero();
        assertThat(leastAllocationOfARun(() -> {
                    throw error;
                }))
                .isZero();
    }

    private static long leastAllocationOfARun(Callable<Integer> body) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Keeping keeping = new Keeping();
        long[] least = {Long.MAX_VALUE};
        Thread runner = Thread.ofPlatform().unstarted(() -> {
            for (int i = 0; i < 50; i++) {
                Task<Integer> task =
                        Async.task("counted").silent().runtime(keeping).start(body);
                Runnable run = keeping.bodies.remove();
                long before = threads.getCurrentThreadAllocatedBytes();
                run.run();
                long allocated = threads.getCurrentThreadAllocatedBytes() - before;
                assertThat(task.isDone()).isTrue();
                least[0] = Math.min(least[0], allocated);
            }
        });
        runner.start();
        runner.join();
        return least[0];
    }
}
