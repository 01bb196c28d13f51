package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.ChildFuture;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A callback that throws")
class ThrowingCallbackTest {

    private final Promise<Integer> promise = Async.promise("watched");
    private final List<String> called = new ArrayList<>();
    private final RuntimeException thrown = new IllegalArgumentException("planted by ThrowingCallbackTest");
    private final Log logged = Log.open();

    @AfterEach
    void close() {
        logged.close();
    }

    private void isReportedOnce() {
        assertThat(logged.about("planted by ThrowingCallbackTest"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.getLevel()).isEqualTo(Level.SEVERE);
                    assertThat(entry.getLoggerName()).isEqualTo("io.photons.async");
                    assertThat(entry.getThrown()).isSameAs(thrown);
                    assertThat(entry.getMessage()).contains("watched");
                });
    }

    @Test
    @DisplayName("F4 is reported, and the others run all the same")
    void isReportedAndTheOthersRun() {
        promise.onDone(ended -> called.add("before"));
        promise.onDone(ended -> {
            throw thrown;
        });
        promise.onDone(ended -> called.add("after"));
        assertThat(promise.complete(1)).isTrue();
        assertThat(called).containsExactly("before", "after");
        assertThat(promise.resultNow()).isEqualTo(1);
        isReportedOnce();
    }

    @Test
    @DisplayName("F4 is reported also where it is added after the end, and its adder goes on")
    void isReportedAlsoAfterTheEnd() {
        promise.complete(1);
        promise.onDone(ended -> {
            throw thrown;
        });
        isReportedOnce();
    }

    @Test
    @DisplayName("F4 and throws an Error disturbs nobody either")
    void thatThrowsAnErrorDisturbsNobody() {
        AssertionError error = new AssertionError("planted by ThrowingCallbackTest");
        ChildFuture<Integer> child = ChildFuture.of(promise);
        child.onDone(ended -> called.add("child"));
        promise.onDone(ended -> {
            throw error;
        });
        promise.onDone(ended -> called.add("after"));
        promise.cancel();
        assertThat(called).containsExactly("after", "child");
        assertThat(logged.about("planted by ThrowingCallbackTest"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.getThrown()).isSameAs(error));
    }

    @VirtualTimeTest
    @DisplayName("F4 does not change how a task ended, nor the thread of the body that ended a promise")
    void doesNotChangeHowATaskEnded() throws Exception {
        promise.onDone(ended -> {
            throw thrown;
        });
        Task<String> task = Async.task("watched").start(() -> {
            promise.complete(1);
            Async.sleep(Duration.ofSeconds(1));
            return "went on";
        });
        assertThat(task.get()).isEqualTo("went on");
        isReportedOnce();
    }
}
