package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.testkit.VirtualTimeTest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.DisplayName;

class CancelledBodyEndTest {

    /** Cancels a body in its wait, and has it answer. */
    private static Task<String> answering(Callable<String> answer) throws InterruptedException {
        Task<String> task = Async.task("answering").silent().start(() -> {
            try {
                Async.sleep(Duration.ofHours(1));
                return "slept";
            } catch (InterruptedException e) {
                return answer.call();
            }
        });
        Async.sleep(Duration.ofSeconds(1));
        task.cancel("asked");
        Async.waitForAll(task);
        return task;
    }

    private static Task<String> throwing(Exception error) throws InterruptedException {
        return answering(() -> {
            throw error;
        });
    }

    @VirtualTimeTest
    @DisplayName("T2 a cancelled body that ends by an interruption or a cancellation leaves the task cancelled")
    void aCancelledBodyThatEndsByAnInterruptionLeavesTheTaskCancelled() throws Exception {
        for (Exception error : new Exception[] {
            new InterruptedException(),
            new CancellationException("something it awaited"),
            new ClosedByInterruptException(),
            new InterruptedIOException(),
            new UncheckedIOException(new ClosedByInterruptException()),
            new IllegalStateException(new IOException(new InterruptedException())),
            new ExecutionException(new InterruptedIOException()),
        }) {
            Task<String> task = throwing(error);
            assertThat(task.isCancelled()).as("%s", error).isTrue();
            assertThat(task.outcome()).hasToString("Cancelled[reason=asked]");
        }
    }

    @VirtualTimeTest
    @DisplayName("T2 a socket's exception is an interruption only with the interrupt flag set")
    void aSocketsExceptionIsAnInterruptionOnlyWithTheInterruptFlagSet() throws Exception {
        SocketException error = new SocketException("Closed by interrupt");
        Task<String> flagged = answering(() -> {
            Thread.currentThread().interrupt();
            throw error;
        });
        assertThat(flagged.isCancelled()).isTrue();
        Task<String> wrapped = answering(() -> {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(error);
        });
        assertThat(wrapped.isCancelled()).isTrue();
        assertThat(throwing(error).exceptionNow()).isSameAs(error);
    }

    @VirtualTimeTest
    @DisplayName("T2 a cancelled body that ends in another way ends the task in that way")
    void aCancelledBodyThatEndsInAnotherWayEndsTheTaskInThatWay() throws Exception {
        assertThat(answering(() -> "all the same").resultNow()).isEqualTo("all the same");
        for (Exception error : new Exception[] {
            new IOException("reset"), new SocketTimeoutException("read"), new IllegalStateException(new IOException())
        }) {
            assertThat(throwing(error).exceptionNow()).isSameAs(error);
        }
    }

    @VirtualTimeTest
    @DisplayName("T2 a chain of causes that runs in a circle is looked at all the same")
    void aChainOfCausesThatRunsInACircleIsLookedAtAllTheSame() throws Exception {
        IOException circle = new IOException("circle");
        circle.initCause(new IOException(circle));
        assertThat(throwing(circle).exceptionNow()).isSameAs(circle);
    }

    @VirtualTimeTest
    @DisplayName("T2 a body that was not cancelled ends cancelled by a cancellation that it awaited")
    void aBodyThatWasNotCancelledEndsCancelledByACancellationThatItAwaited() throws Exception {
        Promise<String> awaited = Async.promise("awaited");
        Task<String> task = Async.background(() -> awaited.get());
        Async.sleep(Duration.ofSeconds(1));
        awaited.cancel("closed");
        Async.waitForAll(task);
        assertThat(task.isCancelled()).isTrue();
        assertThat(task.outcome()).hasToString("Cancelled[reason=closed]");
    }

    @VirtualTimeTest
    @DisplayName("T2 an interruption of a body that was not cancelled is a failure")
    void anInterruptionOfABodyThatWasNotCancelledIsAFailure() throws Exception {
        InterruptedException error = new InterruptedException("by somebody else");
        Task<String> task = Async.task("not-cancelled").silent().start(() -> {
            throw error;
        });
        ClosedByInterruptException closed = new ClosedByInterruptException();
        Task<String> channel = Async.task("not-cancelled").silent().start(() -> {
            throw closed;
        });
        Async.waitForAll(task, channel);
        assertThat(task.exceptionNow()).isSameAs(error);
        assertThat(channel.exceptionNow()).isSameAs(closed);
    }
}
