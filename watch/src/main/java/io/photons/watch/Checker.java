package io.photons.watch;

import io.photons.async.Async;
import io.photons.async.TaskTimeoutException;
import io.photons.terminal.Durations;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Makes one check of one target within its time, and says what came of it. */
final class Checker {

    private final Prober prober;
    private final Duration timeout;
    private final InstantSource clock;
    private final String timedOut;

    Checker(Prober prober, Duration timeout, InstantSource clock) {
        this.prober = prober;
        this.timeout = timeout;
        this.clock = clock;
        timedOut = "timed out after " + Durations.say(timeout);
    }

    /**
     * Checks a target. However it fares, that is a value; only a fault of this program, or its end, is an exception.
     */
    Check check(Target target) throws InterruptedException {
        Instant at = clock.instant();
        long began = System.nanoTime();
        Finding finding = find(target);
        return new Check(at, finding.verdict, System.nanoTime() - began, finding.status, finding.error);
    }

    private record Finding(
            Verdict verdict, int status, @Nullable String error) {}

    private Finding find(Target target) throws InterruptedException {
        try {
            // By its name it is found in task trees and flight recordings.
            return Async.timeout(timeout).name(target.name()).call(() -> ask(target));
        } catch (TaskTimeoutException e) {
            return new Finding(Verdict.TIMED_OUT, Check.NONE, timedOut);
        } catch (TimeoutException e) {
            throw new IllegalStateException("a time-out of nobody's", e);
        }
    }

    /** In the task itself a failure is a value: one that fails while it is being stopped is nothing to report. */
    private Finding ask(Target target) throws InterruptedException {
        try {
            return new Finding(Verdict.OK, prober.ask(target), null);
        } catch (CheckFailure e) {
            return new Finding(Verdict.FAILED, e.status(), Complaint.of(e));
        } catch (IOException e) {
            return new Finding(Verdict.FAILED, Check.NONE, Complaint.of(e));
        }
    }
}
