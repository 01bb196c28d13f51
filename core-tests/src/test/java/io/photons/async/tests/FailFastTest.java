package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.DisplayName;

class FailFastTest {

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static Callable<Integer> failing(Exception error) {
        return () -> {
            throw error;
        };
    }

    /** Answers its cancellation with an error. */
    private static Callable<Integer> failingWhenCancelled(Exception error) {
        return () -> {
            try {
                Async.sleep(Duration.ofHours(1));
                return 1;
            } catch (InterruptedException e) {
                throw error;
            }
        };
    }

    @VirtualTimeTest
    @DisplayName("H8 the first error cancels the rest and comes out of the close, later ones suppressed")
    void theFirstErrorCancelsTheRestAndComesOutOfTheClose(VirtualTime time) {
        IOException first = new IOException("first");
        IOException later = new IOException("later");
        TaskHolder holder = TaskHolder.options().failFast().open();
        Task<Void> rest = holder.add(() -> Async.sleep(Duration.ofHours(1)));
        holder.add(failingWhenCancelled(later));
        holder.add("failing", () -> {
            Async.sleep(seconds(1));
            throw first;
        });
        assertThatThrownBy(holder::close)
                .isInstanceOf(CompletionException.class)
                .hasCause(first)
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).containsExactly(later));
        assertThat(time.elapsed()).isEqualTo(seconds(1));
        assertThat(rest.outcome()).hasToString("Cancelled[reason=Task#failing failed]");
    }

    @VirtualTimeTest
    @DisplayName("H8 T5 an error that throws an Error when it is shown cancels the rest all the same")
    void anErrorThatThrowsAnErrorWhenItIsShown(VirtualTime time) {
        class Broken extends IOException {
            private static final long serialVersionUID = 1L;

            @Override
            @SuppressWarnings("OverrideThrowableToString") // what a fault is shown by is what breaks here
            public String toString() {
                throw new NoClassDefFoundError("planted");
            }
        }
        Broken broken = new Broken();
        TaskHolder holder = TaskHolder.options().failFast().open();
        Task<Void> rest = holder.add(() -> Async.sleep(Duration.ofHours(1)));
        holder.add(failing(broken));
        Throwable thrown = catchThrowable(holder::close);
        assertThat(thrown instanceof CompletionException && thrown.getCause() == broken)
                .isTrue();
        assertThat(rest.isCancelled()).isTrue();
        assertThat(time.elapsed()).isZero();
    }

    @VirtualTimeTest
    @DisplayName("H8 a cancelled task is no error, and without an error the close throws nothing")
    void aCancelledTaskIsNoError(VirtualTime time) {
        try (TaskHolder holder = TaskHolder.options().failFast().open()) {
            Task<Void> cancelled = holder.add(() -> Async.sleep(Duration.ofHours(1)));
            holder.add(() -> {
                Async.sleep(seconds(1));
                cancelled.cancel();
            });
            holder.add(() -> Async.sleep(seconds(2)));
        }
        assertThat(time.elapsed()).isEqualTo(seconds(2));
    }

    @VirtualTimeTest
    @DisplayName(
            "H8 an adopted future that fails is an error, too, and it ends neither twice nor the given final future")
    void anAdoptedFutureThatFailsIsAnErrorToo() {
        Promise<Void> stop = Async.promise("stop");
        IOException error = new IOException("adopted");
        Promise<Integer> adopted = Async.promise("adopted");
        TaskHolder holder = TaskHolder.options().failFast().open(stop);
        holder.addTask(adopted);
        adopted.fail(error);
        assertThat(holder.finalFuture().isCancelled()).isTrue();
        assertThatThrownBy(holder::close)
                .isInstanceOf(CompletionException.class)
                .hasCause(error);
        assertThat(stop.isDone()).isFalse();
        holder.close();
    }

    @VirtualTimeTest
    @DisplayName("H8 without failing fast an error cancels nothing")
    void withoutFailingFastAnErrorCancelsNothing(VirtualTime time) {
        List<Throwable> errors = new ArrayList<>();
        try (TaskHolder holder = TaskHolder.options().errorCatcher(errors).open()) {
            holder.add(() -> Async.sleep(seconds(3)));
            holder.add(failing(new IOException("one of many")));
        }
        assertThat(time.elapsed()).isEqualTo(seconds(3));
        assertThat(errors).hasSize(1);
    }

    @VirtualTimeTest
    @DisplayName("H8 the body's exception goes out of run first, with the tasks' errors suppressed")
    void theBodysExceptionGoesOutOfRunFirst() {
        Promise<Void> stop = Async.promise("stop");
        IllegalStateException left = new IllegalStateException("body");
        IOException error = new IOException("task");
        Throwable thrown = catchThrowable(() -> TaskHolder.options().failFast().run(stop, holder -> {
            holder.add(failingWhenCancelled(error));
            Async.sleep(seconds(1));
            throw left;
        }));
        assertThat(thrown).isSameAs(left);
        assertThat(thrown.getSuppressed()).hasSize(1);
        assertThat(thrown.getSuppressed()[0])
                .isInstanceOf(CompletionException.class)
                .hasCause(error);
    }

    @VirtualTimeTest
    @DisplayName("E2 where run's body throws on a task's error, the later errors of other tasks are not lost")
    void whereRunsBodyThrowsOnATasksErrorTheLaterErrorsAreNotLost() {
        Promise<Void> stop = Async.promise("stop");
        IOException first = new IOException("first");
        IOException later = new IOException("later");
        Throwable wrapped = catchThrowable(() -> TaskHolder.options().failFast().run(stop, holder -> {
            holder.add(failingWhenCancelled(later));
            Async.sleep(seconds(1));
            return holder.add(failing(first)).get();
        }));
        assertThat(wrapped).isInstanceOf(ExecutionException.class).hasCause(first);
        assertThat(wrapped.getSuppressed()).containsExactly(later);
        Throwable bare = catchThrowable(() -> TaskHolder.options().failFast().run(stop, holder -> {
            holder.add(failingWhenCancelled(later));
            Async.sleep(seconds(1));
            try {
                return holder.add(failing(first)).get();
            } catch (ExecutionException e) {
                throw first;
            }
        }));
        assertThat(bare).isSameAs(first);
        assertThat(bare.getSuppressed()).containsExactly(later);
    }

    @VirtualTimeTest
    @DisplayName("E0 no exception is suppressed into itself, whichever way it comes")
    void noExceptionIsSuppressedIntoItself() {
        IOException shared = new IOException("shared");
        TaskHolder holder = TaskHolder.options().failFast().open();
        holder.add(failingWhenCancelled(shared));
        holder.add(() -> {
            Async.sleep(seconds(1));
            throw shared;
        });
        assertThatThrownBy(holder::close)
                .isInstanceOf(CompletionException.class)
                .hasCause(shared)
                .hasNoSuppressedExceptions();
        assertThat(shared).hasNoSuppressedExceptions();
        IOException also = new IOException("also shared");
        Promise<Void> stop = Async.promise("stop");
        Throwable thrown = catchThrowable(() -> TaskHolder.options().failFast().run(stop, tasks -> {
            tasks.add(failingWhenCancelled(also));
            Async.sleep(seconds(1));
            Async.waitForAll(tasks.add(failing(shared)));
            throw also;
        }));
        assertThat(thrown).isSameAs(also);
        assertThat(also.getSuppressed()).hasSize(1);
        assertThat(also.getSuppressed()[0]).hasCause(shared).hasNoSuppressedExceptions();
    }

    @VirtualTimeTest
    @DisplayName("H8 interrupted, run throws InterruptedException with the tasks' errors suppressed")
    void interruptedRunThrowsWithTheTasksErrorsSuppressed() throws Exception {
        Promise<Void> stop = Async.promise("stop");
        IOException error = new IOException("task");
        List<Throwable> seen = new ArrayList<>();
        Task<Void> runner = Async.background(() -> {
            seen.add(catchThrowable(() ->
                    TaskHolder.options().failFast().run(stop, holder -> holder.add(failingWhenCancelled(error)))));
        });
        Async.sleep(seconds(1));
        runner.cancel();
        Async.waitForAll(runner);
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0)).isInstanceOf(InterruptedException.class);
        assertThat(seen.get(0).getSuppressed()[0]).hasCause(error);
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("E2 of many errors at once each comes out of the close exactly once")
    void ofManyErrorsAtOnceEachComesOutOfTheCloseExactlyOnce(VirtualTime time) {
        List<Throwable> given = new ArrayList<>();
        List<Throwable> caught = new ArrayList<>();
        TaskHolder holder = TaskHolder.options().failFast().errorCatcher(caught).open();
        for (int i = 0; i < 5; i++) {
            IOException error = new IOException("error " + i);
            given.add(error);
            holder.add(() -> {
                try {
                    Async.sleep(seconds(1));
                } finally {
                    time.checkpoint();
                }
                throw error;
            });
        }
        List<Throwable> out = new ArrayList<>();
        Throwable thrown = catchThrowable(holder::close);
        out.add(thrown.getCause());
        out.addAll(List.of(thrown.getSuppressed()));
        assertThat(out).doesNotHaveDuplicates().isSubsetOf(given).containsExactlyInAnyOrderElementsOf(caught);
    }
}
