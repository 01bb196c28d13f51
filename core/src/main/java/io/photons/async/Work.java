package io.photons.async;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A piece of work of a streamer: its job, with the context and the callback that it was added with. */
final class Work<T extends @Nullable Object, V extends @Nullable Object, C extends @Nullable Object> extends Job<T> {

    final C context;
    final @Nullable Consumer<? super Result<V, C>> onDone;

    Work(
            ResultStreamer<V, C> streamer,
            C context,
            @Nullable Consumer<? super Result<V, C>> onDone,
            boolean isGenerator) {
        super(null, streamer, streamer.catchesErrors());
        this.context = context;
        this.onDone = onDone;
        if (isGenerator) {
            markGenerator();
        }
    }

    /** Stands for a future that somebody else ends. */
    Work(
            ResultStreamer<V, C> streamer,
            C context,
            @Nullable Consumer<? super Result<V, C>> onDone,
            Deferred<?> future) {
        super(future, streamer);
        this.context = context;
        this.onDone = onDone;
    }
}
