package io.photons.async.tests;

import io.photons.async.Async;
import io.photons.async.ChildFuture;
import io.photons.async.Promise;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Begins something, says when no further class is to be had, and goes on to the end. Loaded with a copy of the library of
 * its own; tells what was seen.
 */
public final class UnloadableProgram implements Function<String, List<String>> {

    static final List<String> SCENARIOS = List.of(
            "value",
            "error",
            "caught",
            "cancellation",
            "limit",
            "grace",
            "fail fast",
            "cancelled",
            "cancelled with a grace",
            "added",
            "added to a limit",
            "adopted",
            "time-out",
            "children",
            "stream",
            "bounded stream");

    private final Runnable shut;
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private volatile Thread caller;

    public UnloadableProgram(Runnable shut) {
        this.shut = shut;
    }

    @Override
    public List<String> apply(String scenario) {
        caller = Thread.currentThread();
        try {
            switch (scenario) {
                case "value" -> held(TaskHolder.open(), () -> 1);
                case "error" -> held(TaskHolder.open(), () -> broken("planted"));
                case "caught" -> held(caught(), () -> broken("planted"));
                case "cancellation" ->
                    held(TaskHolder.open(), () -> {
                        throw new CancellationException("planted");
                    });
                case "limit" -> held(TaskHolder.options().maxConcurrent(1).open(), () -> 1);
                case "grace" ->
                    held(TaskHolder.options().grace(Duration.ofMinutes(1)).open(), () -> 1);
                case "fail fast" -> held(TaskHolder.options().failFast().open(), () -> broken("planted"));
                case "cancelled" -> cancelled(TaskHolder.open());
                case "cancelled with a grace" ->
                    cancelled(TaskHolder.options().grace(Duration.ofMinutes(1)).open());
                case "added" -> added(TaskHolder.open());
                case "added to a limit" ->
                    added(TaskHolder.options().maxConcurrent(1).open());
                case "adopted" -> adopted();
                case "time-out" -> timeOut();
                case "children" -> children();
                case "stream" -> stream(ResultStreamer.open());
                case "bounded stream" ->
                    stream(ResultStreamer.<Integer, String>options()
                            .maxConcurrent(2)
                            .capacity(1)
                            .open());
                default -> throw new IllegalArgumentException(scenario);
            }
        } catch (Throwable thrown) {
            seen.add("thrown " + thrown);
        }
        return seen;
    }

    private TaskHolder caught() {
        return TaskHolder.options()
                .errorCatcher(error -> seen.add("caught " + error.getMessage()))
                .open();
    }

    private static int broken(String message) {
        throw new IllegalStateException(message);
    }

    /** Nothing more is loaded from when the caller waits. */
    private void shutOnceTheCallerWaits() {
        while (caller.getState() != Thread.State.WAITING && caller.getState() != Thread.State.TIMED_WAITING) {
            LockSupport.parkNanos(1_000_000);
        }
        shut.run();
    }

    private void held(TaskHolder holder, java.util.concurrent.Callable<Integer> end) {
        Task<Integer> task = holder.add("held", () -> {
            shutOnceTheCallerWaits();
            return end.call();
        });
        task.onDone(ended -> seen.add("callback"));
        close(holder);
        seen.add(task.toString());
    }

    private void close(TaskHolder holder) {
        try {
            holder.close();
        } finally {
            seen.add(holder.toString());
        }
    }

    private void cancelled(TaskHolder holder) {
        Promise<Void> never = Async.promise("never");
        Task<Void> waiting = holder.add("waiting", () -> {
            never.get();
        });
        Task<Void> stopping = holder.add("stopping", () -> {
            shutOnceTheCallerWaits();
            holder.cancel("stopped");
        });
        close(holder);
        seen.add(waiting + " " + stopping);
    }

    private void added(TaskHolder holder) {
        shut.run();
        try {
            Task<Integer> task = holder.add("added", () -> 1);
            seen.add(String.valueOf(task.get()));
        } catch (Exception e) {
            seen.add("refused " + e);
        }
        close(holder);
    }

    private void adopted() {
        TaskHolder holder = TaskHolder.open();
        Promise<Integer> promise = Async.promise("adopted");
        holder.addTask(promise);
        Async.background(() -> {
            shutOnceTheCallerWaits();
            promise.complete(1);
        });
        close(holder);
        seen.add(promise.toString());
    }

    private void timeOut() throws InterruptedException {
        Promise<Void> never = Async.promise("never");
        try {
            Async.withTimeout(Duration.ofMillis(100), () -> {
                shut.run();
                never.get();
            });
        } catch (Exception e) {
            seen.add(e.toString());
        }
    }

    private void children() throws Exception {
        Promise<Integer> parent = Async.promise("parent");
        ChildFuture<Integer> child = ChildFuture.of(parent, "child");
        ChildFuture<Integer> grandchild = ChildFuture.of(child, "grandchild");
        child.onDone(ended -> seen.add("callback of the child"));
        parent.onDone(ended -> seen.add("callback"));
        Task<Boolean> ending = Async.background(() -> {
            shutOnceTheCallerWaits();
            return parent.complete(1);
        });
        Async.waitForAll(grandchild);
        seen.add(grandchild + " " + ending.get());
    }

    private void stream(ResultStreamer<Integer, String> results) {
        results.add("body", () -> {
            shutOnceTheCallerWaits();
            return 1;
        });
        results.addGenerator("generator", out -> {
            for (int i = 0; i < 3; i++) {
                out.emit(i);
            }
            throw new IllegalStateException("planted");
        });
        results.noMoreWork();
        int successful = 0;
        int failed = 0;
        try (results) {
            for (Result<Integer, String> result : results) {
                if (result.successful()) {
                    successful++;
                } else {
                    failed++;
                }
            }
        }
        seen.add(successful + " " + failed + " " + results);
    }
}
