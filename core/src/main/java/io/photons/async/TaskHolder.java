package io.photons.async;

import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A scope for tasks: its close waits for every task that was added, and none outlives it.
 *
 * <p><b>Lifecycle.</b> What an observer sees:
 *
 * <table>
 * <caption>What adding a body does</caption>
 * <tr><th></th><th>final future pending</th><th>final future ended</th></tr>
 * <tr><td>open</td><td>starts it</td><td>the task returned is cancelled</td></tr>
 * <tr><td>closing, something held</td><td>starts it, and close waits for it, too</td><td>the task returned is
 * cancelled</td></tr>
 * <tr><td>closed</td><td colspan="2">{@link IllegalStateException}</td></tr>
 * </table>
 *
 * <p>When the final future ends, every task is cancelled at once. A plain {@code close}, which cannot see the exception by
 * which a {@code try} block is left, waits for the tasks; {@link #run} cancels them first, so prefer it.
 *
 * <p><b>Threads.</b> Tasks may be added from any thread, also by tasks of the holder. Only one that is not itself held,
 * directly or by its owners, may close it.
 *
 * <p><b>Interruption.</b> Interrupting the thread that closes cancels the tasks; the close goes on waiting for them and
 * returns with the flag set. {@link #run} throws {@link InterruptedException} instead.
 *
 * <p><b>Errors.</b> A task's error goes to the error catcher if there is one, else to the log, and disturbs nobody; with
 * {@link TaskHolderOptions#failFast()} the first one cancels the rest and comes out of the close.
 *
 * <p><b>Source.</b> H1–H9.
 *
 * {@snippet :
 * int sum = TaskHolder.run(stop, tasks -> {
 *     Task<Integer> a = tasks.add(() -> 1);
 *     Task<Integer> b = tasks.add(() -> 2);
 *     return a.get() + b.get();
 * });
 * }
 */
public final class TaskHolder extends Scope implements Iterable<Deferred<?>>, AutoCloseable {

    private final @Nullable ErrorCatcher<? super Throwable> catcher;
    private final boolean failFast;

    // Under the lock: the first error of a holder that fails fast; later ones are suppressed into it.
    private @Nullable CompletionException failure;

    TaskHolder(Settings settings, TaskHolderOptions options) {
        super(settings);
        this.catcher = options.catcher;
        this.failFast = options.failFast;
        watch();
    }

    /**
     * Opens a holder.
     *
     * @return the holder, open
     */
    public static TaskHolder open() {
        return options().open();
    }

    /**
     * Opens a holder whose tasks are cancelled when a future ends.
     *
     * @param finalFuture the future
     * @return the holder, open
     */
    public static TaskHolder open(Deferred<?> finalFuture) {
        return options().open(finalFuture);
    }

    /**
     * Calls a body with a new holder and closes it. A body left by an exception has the tasks cancelled and waited for.
     *
     * @param <T> the type of the body's value
     * @param <X> what the body throws
     * @param finalFuture when it ends, the tasks are cancelled
     * @param body the body
     * @return the body's value
     * @throws X if the body throws it
     * @throws InterruptedException if the thread is interrupted
     * @throws ExecutionException if the body throws it
     */
    public static <T extends @Nullable Object, X extends Exception> T run(
            Deferred<?> finalFuture, ScopeBody<TaskHolder, T, X> body)
            throws X, InterruptedException, ExecutionException {
        return options().run(finalFuture, body);
    }

    /**
     * Begins to set up a holder.
     *
     * @return options to set, and then to open
     */
    public static TaskHolderOptions options() {
        return new TaskHolderOptions();
    }

    /**
     * Adds a task.
     *
     * @param <T> the type of its value
     * @param body what it does
     * @return the task; cancelled if the final future has ended
     * @throws IllegalStateException if the holder is closed
     */
    public <T extends @Nullable Object> Task<T> add(Callable<T> body) {
        return started(null, Objects.requireNonNull(body, "body"));
    }

    /**
     * Adds a task with a name.
     *
     * @param <T> the type of its value
     * @param name the task's name
     * @param body what it does
     * @return the task; cancelled if the final future has ended
     * @throws IllegalStateException if the holder is closed
     */
    public <T extends @Nullable Object> Task<T> add(String name, Callable<T> body) {
        return started(Objects.requireNonNull(name, "name"), Objects.requireNonNull(body, "body"));
    }

    /**
     * Adds a task that has no value.
     *
     * @param body what it does
     * @return the task; cancelled if the final future has ended
     * @throws IllegalStateException if the holder is closed
     */
    public Task<Void> add(Action<? extends Exception> body) {
        return started(null, Job.callable(body));
    }

    /**
     * Adds a task with a name that has no value.
     *
     * @param name the task's name
     * @param body what it does
     * @return the task; cancelled if the final future has ended
     * @throws IllegalStateException if the holder is closed
     */
    public Task<Void> add(String name, Action<? extends Exception> body) {
        return started(Objects.requireNonNull(name, "name"), Job.callable(body));
    }

    private <T extends @Nullable Object> Task<T> started(@Nullable String name, Callable<T> body) {
        Job<T> job = new Job<>(name, this, failFast || catcher != null);
        if (!start(job, body)) {
            throw new IllegalStateException(label() + " is closed");
        }
        return job;
    }

    /**
     * Adds a future that somebody else ends: the close waits for it, and what cancels the tasks cancels it.
     *
     * @param <D> its kind
     * @param future the future
     * @return the same future
     * @throws IllegalStateException if the holder is closed; the future is cancelled then
     */
    public <D extends Deferred<?>> D addTask(D future) {
        Objects.requireNonNull(future, "future");
        Deferred<?> round = future.round();
        boolean own = round instanceof Job<?> job && job.register == this;
        if (!(own && holds(round)) && !adopt(new Job<>(round, this), true)) {
            throw new IllegalStateException(label() + " is closed");
        }
        return future;
    }

    /**
     * Tells whether a task is held.
     *
     * @param task a task, or a future that was added
     * @return true from the adding until it has ended and its callbacks have run
     */
    public boolean contains(Deferred<?> task) {
        return holds(Objects.requireNonNull(task, "task").round());
    }

    /** Iterates over the tasks held now, in the order of adding; changes made meanwhile are not seen. */
    @Override
    public Iterator<Deferred<?>> iterator() {
        return snapshot().stream().<Deferred<?>>map(Job::subject).iterator();
    }

    /**
     * Waits until every task has ended, those added meanwhile included, and their callbacks have run. Idempotent.
     *
     * @throws CompletionException if the holder fails fast and a task failed
     * @throws IllegalStateException if a task closes the holder that it runs in
     */
    @Override
    public void close() {
        if (closeAndWait()) {
            AsyncRuntime.current().interrupt(Thread.currentThread());
        }
        CompletionException thrown = takeFailure();
        if (thrown != null) {
            throw thrown;
        }
    }

    <T extends @Nullable Object, X extends Exception> T call(ScopeBody<TaskHolder, T, X> body)
            throws X, InterruptedException, ExecutionException {
        T value;
        try {
            value = body.call(this);
        } catch (Throwable left) {
            finalFuture.cancel(reasonOf(left));
            if (closeAndWait()) {
                AsyncRuntime.current().interrupt(Thread.currentThread());
            }
            suppress(left, takeFailure());
            throw left;
        }
        boolean interrupted = closeAndWait();
        CompletionException thrown = takeFailure();
        if (interrupted) {
            InterruptedException interruption = new InterruptedException();
            suppress(interruption, thrown);
            throw interruption;
        }
        if (thrown != null) {
            throw thrown;
        }
        return value;
    }

    // Guards against an exception that cannot show itself, or for whose text there is no memory: the tasks are
    // cancelled
    // and waited for all the same.
    private String reasonOf(Throwable left) {
        try {
            return label() + " was left by " + left;
        } catch (Throwable broken) {
            return "left by an exception";
        }
    }

    /** Adds what the close would have thrown to what goes first; what that one tells already is left out. */
    private static void suppress(Throwable first, @Nullable CompletionException later) {
        if (later == null) {
            return;
        }
        List<Throwable> more = List.of(later.getSuppressed());
        boolean known = tells(first, later.getCause());
        if (!known && !more.contains(first)) {
            first.addSuppressed(later);
            return;
        }
        if (!known) {
            first.addSuppressed(new CompletionException(later.getCause()));
        }
        for (Throwable each : more) {
            if (!tells(first, each)) {
                first.addSuppressed(each);
            }
        }
    }

    private static boolean tells(Throwable first, @Nullable Throwable error) {
        return first == error || first.getCause() == error;
    }

    private @Nullable CompletionException takeFailure() {
        lock();
        try {
            CompletionException taken = failure;
            failure = null;
            return taken;
        } finally {
            unlock();
        }
    }

    @Override
    void collect(Job<?> job) {
        Deferred<?> subject = job.subject();
        if (!(subject.ended() instanceof Failed failed)) {
            return;
        }
        Throwable error = subject.error(failed);
        if (failFast) {
            CompletionException first = wrapped(error);
            lock();
            try {
                if (failure == null) {
                    failure = first;
                } else if (failure.getCause() != error) {
                    failure.addSuppressed(error);
                }
            } finally {
                unlock();
            }
            finalFuture.cancel(subject.label() + " failed");
        }
        if (catcher != null) {
            catcher.caught(error);
        } else if (!failFast && !(subject instanceof Task<?>)) {
            subject.logError("", ", held by " + label() + ", failed", error);
        }
    }

    // Guards against an error that cannot show itself: the others are cancelled all the same.
    private static CompletionException wrapped(Throwable error) {
        try {
            return new CompletionException(error);
        } catch (Throwable broken) {
            return new CompletionException(error.getClass().getName(), error);
        }
    }

    @Override
    TaskSnapshot.Kind kind() {
        return TaskSnapshot.Kind.HOLDER;
    }

    @Override
    String label() {
        return settings.name() == null ? "TaskHolder" : "TaskHolder#" + settings.name();
    }

    /** Shows the name and how many tasks are held. */
    @Override
    public String toString() {
        return label() + "(" + pending() + " pending)";
    }
}
