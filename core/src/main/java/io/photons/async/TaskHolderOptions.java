package io.photons.async;

import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link TaskHolder} is to work.
 *
 * <p><b>Source.</b> H4, H8, H9.
 */
public final class TaskHolderOptions {

    private @Nullable String name;
    boolean failFast;
    private int maxConcurrent = Integer.MAX_VALUE;
    private long graceNanos = Limits.NONE_NANOS;

    @Nullable
    ErrorCatcher<? super Throwable> catcher;

    TaskHolderOptions() {}

    /**
     * Names the holder, for diagnosis.
     *
     * @param name the name
     * @return this
     */
    public TaskHolderOptions name(String name) {
        this.name = Objects.requireNonNull(name, "name");
        return this;
    }

    /**
     * Has the first error cancel the other tasks and come out of the close.
     *
     * @return this
     */
    public TaskHolderOptions failFast() {
        failFast = true;
        return this;
    }

    /**
     * Limits how many bodies run at once; the others wait in the order of adding. A body that waits for a task which
     * has not begun lends it its place.
     *
     * @param limit at least one
     * @return this
     */
    public TaskHolderOptions maxConcurrent(int limit) {
        maxConcurrent = Limits.positive(limit, "limit");
        return this;
    }

    /**
     * Has the tasks' errors given to a catcher instead of the log.
     *
     * @param catcher takes errors, on the threads of the tasks that failed
     * @return this
     */
    public TaskHolderOptions errorCatcher(ErrorCatcher<? super Throwable> catcher) {
        this.catcher = Objects.requireNonNull(catcher, "catcher");
        return this;
    }

    /**
     * Has the tasks' errors added to a collection instead of the log.
     *
     * @param errors may be read once the holder is closed
     * @return this
     */
    public TaskHolderOptions errorCatcher(Collection<? super Throwable> errors) {
        return errorCatcher(ErrorCatcher.into(Objects.requireNonNull(errors, "errors")));
    }

    /**
     * Limits how long the close waits for a task that was cancelled; without it, for ever. Who still runs then is a
     * straggler, of which the log alone is told from then on.
     *
     * @param grace the time, from the cancellation of each task
     * @return this
     */
    public TaskHolderOptions grace(Duration grace) {
        graceNanos = Limits.nonNegative(grace, "grace");
        return this;
    }

    /**
     * Opens the holder.
     *
     * @return the holder, open
     */
    public TaskHolder open() {
        return new TaskHolder(new Scope.Settings(name, null, maxConcurrent, false, graceNanos), this);
    }

    /**
     * Opens the holder.
     *
     * @param finalFuture when it ends, the tasks are cancelled
     * @return the holder, open
     */
    public TaskHolder open(Deferred<?> finalFuture) {
        Objects.requireNonNull(finalFuture, "finalFuture");
        return new TaskHolder(new Scope.Settings(name, finalFuture, maxConcurrent, false, graceNanos), this);
    }

    /**
     * Calls a body with the holder and closes it, as {@link TaskHolder#run} does.
     *
     * @param <T> the type of the body's value
     * @param <X> what the body throws
     * @param finalFuture when it ends, the tasks are cancelled
     * @param body the body
     * @return the body's value
     * @throws X if the body throws it
     * @throws InterruptedException if the thread is interrupted
     * @throws ExecutionException if the body throws it
     * @throws CompletionException if the holder fails fast and a task failed
     */
    public <T extends @Nullable Object, X extends Exception> T run(
            Deferred<?> finalFuture, ScopeBody<TaskHolder, T, X> body)
            throws X, InterruptedException, ExecutionException {
        Objects.requireNonNull(body, "body");
        return open(finalFuture).call(body);
    }
}
