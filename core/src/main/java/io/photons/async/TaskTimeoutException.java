package io.photons.async;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

/**
 * Says that a task ran out of its time. It tells the task and the limit, so that it cannot be mistaken for a {@link
 * TimeoutException} of the body's own.
 *
 * <p><b>Source.</b> T11.
 */
public final class TaskTimeoutException extends TimeoutException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // a task does not travel; after a journey the message still tells its name
    private final transient Task<?> task;

    /** The limit that was reached. */
    private final Duration limit;

    TaskTimeoutException(Task<?> task, Duration limit) {
        super(task.label() + " timed out after " + limit);
        this.task = task;
        this.limit = limit;
    }

    /**
     * Returns the task that was cancelled.
     *
     * @return the task, which still runs if it is a straggler
     */
    public Task<?> task() {
        return Objects.requireNonNull(task, "task");
    }

    /**
     * Returns the limit that was reached.
     *
     * @return the limit
     */
    public Duration limit() {
        return limit;
    }
}
