package io.photons.async.tests;

import io.photons.async.Action;
import io.photons.async.Async;
import io.photons.async.Outcome;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Writes results down: {@code context=value}, {@code context!error} or {@code context~} for a cancellation. */
final class StreamRows {

    private StreamRows() {}

    static String row(Result<?, ?> result) {
        return result.context()
                + switch (result.outcome()) {
                    case Outcome.Success<?> success -> "=" + success.value();
                    case Outcome.Failure<?> failure -> "!" + failure.error().getMessage();
                    case Outcome.Cancelled<?> cancelled -> "~";
                };
    }

    static <V, C> String row(Optional<Result<V, C>> result) {
        return result.map(StreamRows::row).orElse("nothing");
    }

    /** Iterates to the end. */
    static List<String> rest(ResultStreamer<?, ?> results) {
        List<String> rows = new ArrayList<>();
        for (Result<?, ?> result : results) {
            rows.add(row(result));
        }
        return rows;
    }

    /** Takes what is there without waiting. */
    static List<String> ready(ResultStreamer<?, ?> results) throws InterruptedException {
        List<String> rows = new ArrayList<>();
        for (Optional<? extends Result<?, ?>> next = results.poll(Duration.ZERO);
                next.isPresent();
                next = results.poll(Duration.ZERO)) {
            rows.add(row(next.get()));
        }
        return rows;
    }

    /** A body that waits until it is cancelled. */
    static Action<InterruptedException> forEver() {
        return () -> Async.sleep(Duration.ofDays(10_000));
    }

    /** A body that fails with a message. */
    static <V> Callable<V> failing(String message) {
        return () -> {
            throw new IllegalStateException(message);
        };
    }
}
