package io.photons.async;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Deferred} seen as a {@link CompletableFuture}, and the way back. It is itself the callback by which it follows
 * its source.
 *
 * <p><b>Source.</b> F7.
 */
final class StageView<T extends @Nullable Object> extends CompletableFuture<T> implements Consumer<Deferred<T>> {

    private final Deferred<T> source;

    StageView(Deferred<T> source) {
        this.source = source;
    }

    static <T extends @Nullable Object> Deferred<T> follow(CompletionStage<T> stage) {
        Promise<T> follower = new Promise<>(null);
        CompletableFuture<T> future = stage.toCompletableFuture();
        follower.onDone(ended -> {
            if (ended.isCancelled()) {
                future.cancel(true);
            }
        });
        stage.whenComplete((value, error) -> {
            Throwable cause = error instanceof CompletionException wrapper && wrapper.getCause() != null
                    ? wrapper.getCause()
                    : error;
            if (cause == null) {
                follower.complete(value);
            } else if (cause instanceof CancellationException cancelled) {
                follower.cancel(Cancellation.thrown(cancelled), true);
            } else {
                follower.fail(cause);
            }
        });
        return follower;
    }

    @Override
    public void accept(Deferred<T> ended) {
        switch (ended.outcome()) {
            case Outcome.Success<T>(T value) -> super.complete(value);
            case Outcome.Failure<T>(Throwable error) -> super.completeExceptionally(error);
            case Outcome.Cancelled<T> cancelled ->
                super.completeExceptionally(((Cancellation) Objects.requireNonNull(ended.ended())).exception());
        }
    }

    @Override
    public boolean complete(T value) {
        if (!(source instanceof Promise<T> promise)) {
            return super.complete(value);
        }
        boolean first = promise.complete(value);
        accept(source);
        return first;
    }

    @Override
    public boolean completeExceptionally(Throwable error) {
        if (!(source instanceof Promise<T> promise)) {
            return super.completeExceptionally(error);
        }
        boolean first = promise.fail(error);
        accept(source);
        return first;
    }

    // The inherited one completes the view behind the back of the methods above.
    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        Objects.requireNonNull(supplier, "supplier");
        executor.execute(() -> {
            try {
                if (!isDone()) {
                    complete(supplier.get());
                }
            } catch (Throwable thrown) {
                completeExceptionally(thrown);
            }
        });
        return this;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        source.cancel(mayInterruptIfRunning);
        // Guards against an end that was there first and whose callbacks have yet to run: the view tells of that end.
        if (source.isDone()) {
            accept(source);
        } else {
            super.cancel(mayInterruptIfRunning);
        }
        return isCancelled();
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
