package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.AsyncRuntime;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.TaskTimeoutException;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TimeoutTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    @VirtualTimeTest
    @DisplayName("T10 a body in time gives its value, run as a task of its own")
    void aBodyInTimeGivesItsValueRunAsATaskOfItsOwn() throws Exception {
        List<Object> seen = new ArrayList<>();
        String value = Async.withTimeout(SECOND, () -> {
            seen.add(Thread.currentThread());
            seen.add(Task.current());
            return "value";
        });
        assertThat(value).isEqualTo("value");
        assertThat(seen).hasSize(2).doesNotContain(Thread.currentThread(), Task.current());
        Async.withTimeout(SECOND, () -> {
            seen.clear();
        });
        assertThat(seen).isEmpty();
    }

    @VirtualTimeTest
    @DisplayName("T10 what a body throws comes out as the same object")
    void whatABodyThrowsComesOutAsTheSameObject() {
        for (Throwable error : new Throwable[] {
            new IOException("io"), new IllegalStateException("state"), new AssertionError("assertion"),
            new TimeoutException("its own"), new CancellationException("its own"), new InterruptedException("its own")
        }) {
            assertThatThrownBy(() -> Async.withTimeout(SECOND, () -> {
                        TimeoutTest.<Exception>raise(error);
                    }))
                    .isSameAs(error);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable> void raise(Throwable error) throws X {
        throw (X) error;
    }

    @VirtualTimeTest
    @DisplayName("T10 the default limit is ten seconds")
    void theDefaultLimitIsTenSeconds(VirtualTime time) throws Exception {
        assertThatThrownBy(() -> Async.withTimeout(() -> Async.sleep(HOUR))).isInstanceOf(TaskTimeoutException.class);
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(10));
        assertThatThrownBy(() -> Async.withTimeout(() -> {
                    Async.sleep(HOUR);
                    return 1;
                }))
                .isInstanceOf(TaskTimeoutException.class);
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(20));
    }

    @VirtualTimeTest
    @DisplayName("T11 the time-out's exception tells task and limit")
    void theTimeOutsExceptionTellsTaskAndLimit(VirtualTime time) {
        AtomicReference<Task<?>> body = new AtomicReference<>();
        assertThatThrownBy(() -> Async.timeout(SECOND).name("slow").call(() -> {
                    body.set(Task.current());
                    Async.sleep(HOUR);
                }))
                .isInstanceOfSatisfying(TaskTimeoutException.class, timeout -> {
                    assertThat(timeout.task()).isSameAs(body.get());
                    assertThat(timeout.limit()).isEqualTo(SECOND);
                })
                .isInstanceOf(TimeoutException.class)
                .isNotInstanceOf(CancellationException.class)
                .hasMessage("Task#slow timed out after PT1S");
        assertThat(time.elapsed()).isEqualTo(SECOND);
        assertThat(body.get().isCancelled()).isTrue();
        assertThat(body.get().outcome()).hasToString("Cancelled[reason=timed out]");
    }

    @VirtualTimeTest
    @DisplayName("T11 the caller's own exception is thrown where one was given")
    void theCallersOwnExceptionIsThrownWhereOneWasGiven() {
        IOException own = new IOException("too slow");
        assertThatThrownBy(() -> Async.timeout(SECOND).error(() -> own).call(() -> Async.sleep(HOUR)))
                .isSameAs(own);
    }

    @VirtualTimeTest
    @DisplayName("T11 a time-out inside a task fails the task and does not pass for its cancellation")
    void aTimeOutInsideATaskFailsTheTask() throws Exception {
        Task<Void> task = Async.task("timed-out").silent().start(() -> {
            Async.withTimeout(SECOND, () -> Async.sleep(HOUR));
        });
        Async.waitForAll(task);
        assertThat(task.isCancelled()).isFalse();
        assertThat(task.exceptionNow()).isInstanceOf(TaskTimeoutException.class);
    }

    @VirtualTimeTest
    @DisplayName("T11 the caller waits for the finally blocks of the body within the grace")
    void theCallerWaitsForTheFinallyBlocksOfTheBody(VirtualTime time) {
        List<String> order = new ArrayList<>();
        assertThatThrownBy(() -> Async.withTimeout(SECOND, () -> {
                    try {
                        Async.sleep(HOUR);
                    } finally {
                        Async.sleep(Duration.ofMillis(900));
                        order.add("cleaned up");
                    }
                }))
                .isInstanceOf(TaskTimeoutException.class);
        assertThat(order).containsExactly("cleaned up");
        assertThat(time.elapsed()).isEqualTo(Duration.ofMillis(1900));
    }

    @VirtualTimeTest
    @DisplayName("T12 a body cancelled from elsewhere gives the caller a cancellation with the reason")
    void aBodyCancelledFromElsewhereGivesTheCallerACancellation(VirtualTime time) {
        AtomicReference<Task<?>> body = new AtomicReference<>();
        Async.background(() -> {
            Async.sleep(SECOND);
            body.get().cancel("by somebody");
        });
        assertThatThrownBy(() -> Async.withTimeout(() -> {
                    body.set(Task.current());
                    Async.sleep(HOUR);
                }))
                .isInstanceOf(CancellationException.class)
                .hasMessage("by somebody");
        assertThat(time.elapsed()).isEqualTo(SECOND);
    }

    @VirtualTimeTest
    @DisplayName("T12 an interrupted caller has the body cancelled, waits for it, and is interrupted")
    void anInterruptedCallerHasTheBodyCancelled(VirtualTime time) throws Exception {
        List<String> order = new ArrayList<>();
        Task<Void> caller = Async.background(() -> {
            try {
                Async.withTimeout(() -> {
                    try {
                        Async.sleep(HOUR);
                    } finally {
                        Async.sleep(Duration.ofMillis(500));
                        order.add("body");
                    }
                });
            } catch (InterruptedException e) {
                order.add("caller at " + time.elapsed());
                throw e;
            }
        });
        Async.sleep(SECOND);
        caller.cancel();
        Async.waitForAll(caller);
        assertThat(order).containsExactly("body", "caller at PT1.5S");
        assertThat(caller.isCancelled()).isTrue();
    }

    @VirtualTimeTest
    @DisplayName("T12 an interrupted caller waits no longer than the grace")
    void anInterruptedCallerWaitsNoLongerThanTheGrace(VirtualTime time) throws Exception {
        Promise<Void> release = Async.promise("release");
        try (Log log = Log.open()) {
            Task<Void> caller = Async.background(() -> Async.timeout(HOUR)
                    .grace(Duration.ofSeconds(3))
                    .name("unwilling")
                    .call(() -> {
                        TaskReportTest.stubborn(release);
                    }));
            Async.sleep(SECOND);
            caller.cancel();
            Async.waitForAll(caller);
            assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(4));
            assertThat(log.warnings("unwilling")).hasSize(1);
        }
        release.complete(null);
    }

    @VirtualTimeTest(seeds = 50)
    @DisplayName("T12 a caller that is interrupted already does not run the body")
    void aCallerThatIsInterruptedAlreadyDoesNotRunTheBody() {
        List<String> ran = new ArrayList<>();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Async.withTimeout(SECOND, () -> {
                    ran.add("body");
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(ran).isEmpty();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @VirtualTimeTest
    @DisplayName("E2 an error that a body throws in answer to its time-out is logged once")
    void anErrorThatABodyThrowsInAnswerToItsTimeOutIsLoggedOnce() {
        try (Log log = Log.open()) {
            IOException error = new IOException("while giving up");
            assertThatThrownBy(() -> Async.timeout(SECOND).name("gives-up").call(() -> {
                        try {
                            Async.sleep(HOUR);
                        } catch (InterruptedException e) {
                            throw error;
                        }
                    }))
                    .isInstanceOf(TaskTimeoutException.class);
            assertThat(log.about("while giving up")).hasSize(1);
            assertThat(log.errors("gives-up")).hasSize(1);
        }
    }

    @VirtualTimeTest
    @DisplayName("E1 a time-out that does not strike leaves no timer")
    void aTimeOutThatDoesNotStrikeLeavesNoTimer() throws Exception {
        for (int i = 0; i < 100; i++) {
            assertThat(Async.withTimeout(HOUR, () -> 1)).isEqualTo(1);
            assertThat(AsyncRuntime.current().pendingTimers()).isZero();
        }
        assertThatThrownBy(() -> Async.withTimeout(HOUR, () -> {
                    throw new IOException();
                }))
                .isInstanceOf(IOException.class);
        assertThat(AsyncRuntime.current().pendingTimers()).isZero();
    }

    @Test
    @DisplayName("E1 in the real world a time-out that does not strike leaves no timer, either")
    void inTheRealWorldATimeOutThatDoesNotStrikeLeavesNoTimer() throws Exception {
        int before = AsyncRuntime.system().pendingTimers();
        for (int i = 0; i < 10_000; i++) {
            assertThat(Async.withTimeout(HOUR, () -> 1)).isEqualTo(1);
        }
        assertThat(AsyncRuntime.system().pendingTimers()).isLessThan(before + 100);
    }
}
