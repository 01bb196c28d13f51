package io.photons.async;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a piece of work is to be added to a {@link ResultStreamer}: its context and its callbacks.
 *
 * <p><b>Threads.</b> Callbacks run on the thread of the work.
 *
 * <p><b>Errors.</b> A callback that throws is logged, and stalls nothing.
 *
 * <p><b>Source.</b> S1, S4.
 *
 * {@snippet :
 * results.with("fancy").onEach(r -> seen.add(r)).onDone(end -> log(end)).addGenerator(out -> out.emit(1));
 * }
 *
 * @param <V> the type of the values
 * @param <C> the type of the contexts
 */
public final class StreamWork<V extends @Nullable Object, C extends @Nullable Object> {

    private final ResultStreamer<V, C> streamer;
    private final C context;
    private @Nullable Consumer<? super Result<V, C>> onDone;
    private @Nullable Consumer<? super Result<V, C>> onEach;

    StreamWork(ResultStreamer<V, C> streamer, C context) {
        this.streamer = streamer;
        this.context = context;
    }

    /**
     * Has a callback called for each value of a generator, after the value is on the stream.
     *
     * @param callback is given the result
     * @return this
     */
    public StreamWork<V, C> onEach(Consumer<? super Result<V, C>> callback) {
        onEach = Objects.requireNonNull(callback, "callback");
        return this;
    }

    /**
     * Has a callback called once, after the last result of the work is on the stream. Not for work that a close has left
     * behind as a straggler: its end is logged.
     *
     * @param callback is given the result; of a generator its end, which is the value null or the error
     * @return this
     */
    public StreamWork<V, C> onDone(Consumer<? super Result<V, C>> callback) {
        onDone = Objects.requireNonNull(callback, "callback");
        return this;
    }

    /**
     * Adds a body; it gives one result.
     *
     * @param body what it does
     * @return the task
     */
    public Task<V> add(Callable<? extends V> body) {
        Objects.requireNonNull(body, "body");
        Work<V, V, C> work = new Work<>(streamer, context, onDone, false);
        streamer.begin(work, body);
        return work;
    }

    /**
     * Adds a body that has no value; its result bears null.
     *
     * @param body what it does
     * @return the task
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // null, which is what the body returns, is what the caller asked for
    public Task<V> add(Action<? extends Exception> body) {
        return add((Callable<? extends V>) Job.callable(body));
    }

    /**
     * Puts a value on the stream.
     *
     * @param value the value
     * @return a future that ended with it
     */
    public Deferred<V> addValue(V value) {
        Promise<V> ended = new Promise<>(null);
        ended.complete(value);
        return addTask(ended);
    }

    /**
     * Adds a future that somebody else ends; it gives one result.
     *
     * @param <D> its kind
     * @param future the future
     * @return the same future
     */
    public <D extends Deferred<? extends V>> D addTask(D future) {
        Objects.requireNonNull(future, "future");
        streamer.beginAdopted(new Work<V, V, C>(streamer, context, onDone, future.round()));
        return future;
    }

    /**
     * Adds a generator; it gives a result for each value, and for its error one after them.
     *
     * @param generator what emits the values
     * @return its task
     */
    public Task<Void> addGenerator(Generator<V> generator) {
        Objects.requireNonNull(generator, "generator");
        Work<Void, V, C> work = new Work<>(streamer, context, onDone, true);
        Emission<V, C> out = new Emission<>(streamer, work, onEach);
        if (generator instanceof FlowAdapters.OfStream<V> stream) {
            work.onDone(ended -> stream.giveBack());
        }
        streamer.begin(work, Job.callable(() -> generator.generate(out)));
        return work;
    }

    /** Where one generator's values go. */
    private record Emission<V extends @Nullable Object, C extends @Nullable Object>(
            ResultStreamer<V, C> streamer,
            Work<Void, V, C> work,
            @Nullable Consumer<? super Result<V, C>> onEach) implements Emitter<V> {

        @Override
        public void emit(V value) throws InterruptedException {
            Result<V, C> result = new Result<>(work.context, new Outcome.Success<>(value));
            streamer.emit(work, result);
            if (onEach != null) {
                Drain.guarded(work, onEach, result);
            }
            work.runtime().checkpoint();
        }
    }
}
