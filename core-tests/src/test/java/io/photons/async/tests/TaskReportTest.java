package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.testkit.VirtualTimeTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.DisplayName;

class TaskReportTest {

    @VirtualTimeTest
    @DisplayName("T4 a task's error is logged once, at ERROR, with its stack trace, before other callbacks run")
    void aTasksErrorIsLoggedOnceWithItsStackTrace() throws Exception {
        try (Log log = Log.open()) {
            IOException error = new IOException("reset");
            Task<Void> task = Async.task("logged-once").start(() -> {
                throw error;
            });
            List<Integer> logged = new ArrayList<>();
            task.onDone(ended -> logged.add(log.errors("logged-once").size()));
            assertThatThrownBy(task::get).isInstanceOf(ExecutionException.class).hasCause(error);
            Async.sleep(Duration.ofSeconds(1));
            assertThat(log.about("logged-once")).hasSize(1);
            LogRecord record = log.about("logged-once").get(0);
            assertThat(record.getLevel()).isEqualTo(Level.SEVERE);
            assertThat(record.getThrown()).isSameAs(error);
            assertThat(record.getLoggerName()).isEqualTo("io.photons.async");
            assertThat(logged).containsExactly(1);
        }
    }

    @VirtualTimeTest
    @DisplayName("T4 a silent task's error is not logged, nor is a cancellation or a value")
    void aSilentTasksErrorIsNotLogged() throws Exception {
        try (Log log = Log.open()) {
            Task<Void> silent = Async.task("quiet-error").silent().start(() -> {
                throw new IOException("quiet-error");
            });
            Task<Void> cancelled = Async.task("quiet-cancelled").start(() -> Async.sleep(Duration.ofHours(1)));
            Task<Integer> valued = Async.task("quiet-valued").start(() -> 1);
            Async.sleep(Duration.ofSeconds(1));
            Async.cancelAndWait(cancelled);
            assertThat(silent.exceptionNow()).isInstanceOf(IOException.class);
            assertThat(valued.resultNow()).isEqualTo(1);
            assertThat(log.about("quiet-")).isEmpty();
        }
    }

    @VirtualTimeTest
    @DisplayName("T4 the error of a body with a time-out is thrown and not logged")
    void theErrorOfABodyWithATimeOutIsThrownAndNotLogged() {
        try (Log log = Log.open()) {
            IOException error = new IOException("thrown-not-logged");
            assertThatThrownBy(() -> Async.withTimeout(Duration.ofSeconds(1), () -> {
                        throw error;
                    }))
                    .isSameAs(error);
            assertThat(log.about("thrown-not-logged")).isEmpty();
        }
    }

    @VirtualTimeTest
    @DisplayName("T4 an error in a holder is logged, unless it fails fast or has an error catcher")
    void anErrorInAHolderIsLoggedUnlessItHasATaker() {
        try (Log log = Log.open()) {
            try (TaskHolder plain = TaskHolder.open()) {
                plain.add("in-plain", () -> {
                    throw new IOException("in-plain");
                });
            }
            assertThat(log.errors("in-plain")).hasSize(1);
            TaskHolder strict = TaskHolder.options().failFast().open();
            strict.add("in-strict", () -> {
                throw new IOException("in-strict");
            });
            assertThatThrownBy(strict::close).isInstanceOf(CompletionException.class);
            List<Throwable> caught = new ArrayList<>();
            try (TaskHolder catching = TaskHolder.options().errorCatcher(caught).open()) {
                catching.add("in-catching", () -> {
                    throw new IOException("in-catching");
                });
            }
            assertThat(caught).hasSize(1);
            assertThat(log.about("in-strict")).isEmpty();
            assertThat(log.about("in-catching")).isEmpty();
        }
    }

    @VirtualTimeTest
    @DisplayName("T4 what a straggler ends with is logged once, though its holder has an error catcher")
    void whatAStragglerEndsWithIsLoggedOnce() throws Exception {
        try (Log log = Log.open()) {
            Promise<Void> release = Async.promise("release");
            List<Throwable> caught = new ArrayList<>();
            Task<Void> task;
            try (TaskHolder holder = TaskHolder.options()
                    .errorCatcher(caught)
                    .grace(Duration.ofSeconds(1))
                    .open()) {
                task = holder.add("loud-straggler", () -> {
                    stubborn(release);
                    throw new IOException("too late");
                });
                Async.sleep(Duration.ofSeconds(1));
                holder.cancel();
            }
            assertThat(log.warnings("loud-straggler")).hasSize(1);
            assertThat(log.errors("loud-straggler")).isEmpty();
            release.complete(null);
            Async.waitForAll(task);
            assertThat(log.errors("loud-straggler")).hasSize(1);
            assertThat(log.errors("loud-straggler").get(0).getThrown()).isSameAs(task.exceptionNow());
            assertThat(caught).isEmpty();
        }
    }

    /** Waits for a future, whatever happens. */
    static void stubborn(Promise<?> release) {
        while (!release.isDone()) {
            try {
                Async.waitForAll(release);
            } catch (InterruptedException e) {
                // That is what makes it stubborn.
            }
        }
    }
}
