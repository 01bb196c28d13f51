package io.photons.async;

import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link ResultStreamer} is to work.
 *
 * <p><b>Source.</b> S5, S10, S11, H4.
 *
 * @param <V> the type of the values
 * @param <C> the type of the contexts
 */
public final class ResultStreamerOptions<V extends @Nullable Object, C extends @Nullable Object> {

    private @Nullable String name;
    long capacity = Long.MAX_VALUE;
    private int maxConcurrent = Integer.MAX_VALUE;
    private long graceNanos = Limits.NONE_NANOS;

    @Nullable
    ErrorCatcher<? super Result<V, C>> catcher;

    @Nullable
    ErrorCatcher<? super Throwable> exceptionCatcher;

    ResultStreamerOptions() {}

    /**
     * Names the streamer, for diagnosis.
     *
     * @param name the name
     * @return this
     */
    public ResultStreamerOptions<V, C> name(String name) {
        this.name = Objects.requireNonNull(name, "name");
        return this;
    }

    /**
     * Limits how many results wait on the stream: while it is full, generators wait and no body is started.
     *
     * @param results at least one
     * @return this
     */
    public ResultStreamerOptions<V, C> capacity(int results) {
        capacity = Limits.positive(results, "results");
        return this;
    }

    /**
     * Limits how many bodies run at once; the others wait in the order of adding. A body that waits for one which has
     * not begun lends it its place.
     *
     * @param limit at least one
     * @return this
     */
    public ResultStreamerOptions<V, C> maxConcurrent(int limit) {
        maxConcurrent = Limits.positive(limit, "limit");
        return this;
    }

    /**
     * Has every unsuccessful result given to a catcher, and errors not logged.
     *
     * @param catcher takes results, on the threads of the work
     * @return this
     */
    public ResultStreamerOptions<V, C> errorCatcher(ErrorCatcher<? super Result<V, C>> catcher) {
        this.catcher = Objects.requireNonNull(catcher, "catcher");
        return this;
    }

    /**
     * Has every unsuccessful result added to a collection, and errors not logged.
     *
     * @param failures may be read once the streamer is closed
     * @return this
     */
    public ResultStreamerOptions<V, C> errorCatcher(Collection<? super Result<V, C>> failures) {
        return errorCatcher(ErrorCatcher.<Result<V, C>>into(failures));
    }

    /**
     * Has every error given to a catcher, cancellations left out, and errors not logged.
     *
     * @param catcher takes errors, on the threads of the work
     * @return this
     */
    public ResultStreamerOptions<V, C> exceptionsOnly(ErrorCatcher<? super Throwable> catcher) {
        this.exceptionCatcher = Objects.requireNonNull(catcher, "catcher");
        return this;
    }

    /**
     * Limits how long the close waits for work that was cancelled; without it, for ever. Who still runs then is a
     * straggler, of which the log alone is told from then on.
     *
     * @param grace the time, from the cancellation of each piece of work
     * @return this
     */
    public ResultStreamerOptions<V, C> grace(Duration grace) {
        graceNanos = Limits.nonNegative(grace, "grace");
        return this;
    }

    /**
     * Opens the streamer.
     *
     * @return the streamer, open
     */
    public ResultStreamer<V, C> open() {
        return new ResultStreamer<>(
                new Scope.Settings(name, null, maxConcurrent, capacity < Long.MAX_VALUE, graceNanos), this);
    }

    /**
     * Opens the streamer.
     *
     * @param finalFuture when it ends, the work is cancelled
     * @return the streamer, open
     */
    public ResultStreamer<V, C> open(Deferred<?> finalFuture) {
        Objects.requireNonNull(finalFuture, "finalFuture");
        return new ResultStreamer<>(
                new Scope.Settings(name, finalFuture, maxConcurrent, capacity < Long.MAX_VALUE, graceNanos), this);
    }

    /**
     * Calls a body with the streamer and closes it.
     *
     * @param <T> the type of the body's value
     * @param <X> what the body throws
     * @param finalFuture when it ends, the work is cancelled
     * @param body the body
     * @return the body's value
     * @throws X if the body throws it
     * @throws InterruptedException if the thread is interrupted
     * @throws ExecutionException if the body throws it
     */
    public <T extends @Nullable Object, X extends Exception> T run(
            Deferred<?> finalFuture, ScopeBody<ResultStreamer<V, C>, T, X> body)
            throws X, InterruptedException, ExecutionException {
        Objects.requireNonNull(body, "body");
        return open(finalFuture).call(body);
    }
}
