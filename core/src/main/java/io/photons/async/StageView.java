package io.photons.async;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
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
            case Outcome.Cancelled<T> cancelled -> super.cancel(false);
        }
    }

    @Override
    public boolean complete(T value) {
        if (source instanceof Promise<T> promise && !promise.complete(value)) {
            return false;
        }
        return super.complete(value) || source instanceof Promise<T>;
    }

    @Override
    public boolean completeExceptionally(Throwable error) {
        if (source instanceof Promise<T> promise && !promise.fail(error)) {
            return false;
        }
        return super.completeExceptionally(error) || source instanceof Promise<T>;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        source.cancel(mayInterruptIfRunning);
        super.cancel(mayInterruptIfRunning);
        return isCancelled();
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
