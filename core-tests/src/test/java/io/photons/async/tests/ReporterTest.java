package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Reporter;
import io.photons.async.ResettableFuture;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A reporter")
class ReporterTest {

    private final IOException error = new IOException("planted by ReporterTest");
    private final Log logged = Log.open();
    private final Promise<Integer> promise = Async.promise("of ReporterTest");

    @AfterEach
    void close() {
        logged.close();
    }

    @Test
    @DisplayName("R1 R2 tells of a value with true, and logs nothing")
    void tellsOfAValueWithTrue() {
        promise.complete(null);
        assertThat(Async.reporter().report(promise)).isTrue();
        assertThat(Async.silentReporter().report(promise)).isTrue();
        assertThat(logged.about("ReporterTest")).isEmpty();
    }

    @Test
    @DisplayName("R1 tells of an error with false, and logs it with its stack trace")
    void tellsOfAnErrorWithFalse() {
        promise.fail(error);
        assertThat(Async.reporter().report(promise)).isFalse();
        assertThat(logged.about("ReporterTest")).singleElement().satisfies(entry -> {
            assertThat(entry.getLevel()).isEqualTo(Level.SEVERE);
            assertThat(entry.getLoggerName()).isEqualTo("io.photons.async");
            assertThat(entry.getThrown()).isSameAs(error);
            assertThat(entry.getMessage()).contains("Promise#of ReporterTest");
        });
    }

    @Test
    @DisplayName("R1 R2 tells of a cancellation with false, and does not log it")
    void tellsOfACancellationWithFalse() {
        promise.cancel("planted by ReporterTest");
        assertThat(Async.reporter().report(promise)).isFalse();
        assertThat(Async.silentReporter().report(promise)).isFalse();
        assertThat(logged.about("ReporterTest")).isEmpty();
    }

    @Test
    @DisplayName("R2 that is silent tells of an error with false, and logs nothing")
    void thatIsSilentLogsNothing() {
        promise.fail(error);
        assertThat(Async.silentReporter().report(promise)).isFalse();
        assertThat(logged.about("ReporterTest")).isEmpty();
    }

    @Test
    @DisplayName("R1 R2 is a callback, of futures of any type")
    void isACallback() {
        Promise<String> other = Async.promise("of ReporterTest");
        promise.onDone(Async.reporter());
        promise.onDone(Async.silentReporter());
        other.onDone(Async.reporter());
        assertThat(promise.hasCallback(Async.reporter())).isTrue();
        promise.fail(error);
        other.fail(error);
        assertThat(logged.about("ReporterTest")).hasSize(2);
    }

    @Test
    @DisplayName("R1 R2 reports on a resettable future's round, and on no pending future")
    void reportsOnNoPendingFuture() {
        for (Reporter reporter : List.of(Async.reporter(), Async.silentReporter())) {
            assertThatIllegalStateException().isThrownBy(() -> reporter.report(promise));
            assertThatNullPointerException()
                    .isThrownBy(() -> reporter.report(null))
                    .withMessage("ended");
        }
        ResettableFuture<Integer> rounds = new ResettableFuture<>();
        rounds.complete(1);
        assertThat(Async.reporter().report(rounds)).isTrue();
    }
}
