package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.photons.async.Async;
import io.photons.async.ErrorCatcher;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.testkit.VirtualTimeTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An error catcher")
class ErrorCatcherTest {

    private final IOException error = new IOException("planted by ErrorCatcherTest");
    private final Log logged = Log.open();

    @AfterEach
    void close() {
        logged.close();
    }

    private void fail() throws IOException {
        throw error;
    }

    @VirtualTimeTest
    @DisplayName("R4 that is a function is called with what failed, on the thread of the task, and nothing is logged")
    void thatIsAFunctionIsCalled() throws Exception {
        List<Object> caught = new ArrayList<>();
        try (TaskHolder holder = TaskHolder.options()
                .errorCatcher(failure -> {
                    caught.add(failure);
                    caught.add(Task.current());
                })
                .open()) {
            Task<Void> task = holder.add(this::fail);
            Async.waitForAll(task);
            holder.close();
            assertThat(caught).containsExactly(error, task);
        }
        assertThat(logged.about("planted by ErrorCatcherTest")).isEmpty();
    }

    @VirtualTimeTest
    @DisplayName("R4 of a holder is told of errors, also of adopted futures, and not of cancellations")
    void ofAHolderIsNotToldOfCancellations() throws Exception {
        List<Throwable> caught = new ArrayList<>();
        Promise<Integer> adopted = Async.promise("adopted");
        try (TaskHolder holder = TaskHolder.options().errorCatcher(caught).open()) {
            holder.add(() -> Async.sleep(Duration.ofDays(1))).cancel();
            Task<Void> sleeping = holder.add(() -> Async.sleep(Duration.ofDays(1)));
            Async.sleep(Duration.ofSeconds(1));
            sleeping.cancel();
            holder.addTask(adopted);
            holder.addTask(Async.promise("cancelled")).cancel();
            holder.add(() -> 1);
            adopted.fail(error);
        }
        assertThat(caught).containsExactly(error);
    }

    /** Notices a second thread inside of {@code add}. */
    private static final class Narrow extends ArrayList<Throwable> {
        private static final long serialVersionUID = 1L;

        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger overlaps = new AtomicInteger();

        @Override
        @SuppressWarnings("ThreadPriorityCheck") // lets another thread in, if one can come
        public boolean add(Throwable failure) {
            if (inside.incrementAndGet() > 1) {
                overlaps.incrementAndGet();
            }
            Thread.yield();
            inside.decrementAndGet();
            return super.add(failure);
        }
    }

    @Test
    @DisplayName("R4 that is a collection has failures added one at a time, all there after the close")
    void thatIsACollectionHasFailuresAddedOneAtATime() throws Exception {
        Narrow caught = new Narrow();
        try (TaskHolder holder = TaskHolder.options().errorCatcher(caught).open()) {
            for (int i = 0; i < 2_000; i++) {
                holder.add(this::fail);
            }
        }
        assertThat(caught.overlaps).hasValue(0);
        assertThat(caught).hasSize(2_000).containsOnly(error);
    }

    @Test
    @DisplayName("R4 that is a function may run on several threads at once")
    void thatIsAFunctionMayRunOnSeveralThreads() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        List<Boolean> met = new CopyOnWriteArrayList<>();
        try (TaskHolder holder = TaskHolder.options()
                .errorCatcher(failure -> {
                    try {
                        together.await(20, TimeUnit.SECONDS);
                        met.add(true);
                    } catch (Exception e) {
                        met.add(false);
                    }
                })
                .open()) {
            holder.add(this::fail);
            holder.add(this::fail);
        }
        assertThat(met).containsExactly(true, true);
    }

    @VirtualTimeTest
    @DisplayName("R4 that throws is reported, and the work goes on, the later failures caught")
    void thatThrowsIsReported() throws Exception {
        List<Throwable> caught = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        try (TaskHolder holder = TaskHolder.options()
                .errorCatcher(failure -> {
                    caught.add(failure);
                    throw new IllegalStateException("the catcher's own, planted by ErrorCatcherTest");
                })
                .open()) {
            holder.add(this::fail).onDone(ended -> seen.add("callback"));
            holder.add(this::fail);
            holder.add(() -> {
                Async.sleep(Duration.ofSeconds(1));
                seen.add("went on");
            });
        }
        assertThat(caught).containsExactly(error, error);
        assertThat(seen).containsExactly("callback", "went on");
        assertThat(logged.about("planted by ErrorCatcherTest"))
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry.getThrown()).hasMessageStartingWith("the catcher's own"));
    }

    @Test
    @DisplayName("E3 a collection that is missing is refused")
    void aCollectionThatIsMissingIsRefused() {
        assertThatNullPointerException()
                .isThrownBy(() -> ErrorCatcher.into(null))
                .withMessage("collection");
    }
}
