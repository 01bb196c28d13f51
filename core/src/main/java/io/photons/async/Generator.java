package io.photons.async;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Work that gives any number of values, one after the other, on a virtual thread of its own.
 *
 * <p><b>Source.</b> S1, S2, S12.
 *
 * {@snippet :
 * results.addGenerator("many", out -> {
 *     for (int i = 0; i < 3; i++) {
 *         out.emit(i);
 *     }
 * });
 * }
 *
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface Generator<V extends @Nullable Object> {

    /**
     * Emits the values.
     *
     * @param out where they go
     * @throws Exception if it fails; the error comes after the values
     */
    void generate(Emitter<V> out) throws Exception;

    /**
     * Makes a generator that emits what a publisher gives, with at most 32 values under way.
     *
     * @param <V> the type of the values
     * @param publisher gives the values; each run of the generator subscribes to it
     * @return the generator
     * @see #from(Flow.Publisher, int)
     */
    static <V> Generator<V> from(Flow.Publisher<? extends V> publisher) {
        return from(publisher, FlowAdapters.PREFETCH);
    }

    /**
     * Makes a generator that emits what a publisher gives. It requests as many values as may be under way, and more only
     * as those have been emitted: a stream that is full holds the publisher up, too.
     *
     * <p><b>Threads.</b> The publisher's threads are never held up.
     *
     * <p><b>Interruption.</b> A cancelled generator cancels its subscription; values that came and were not emitted are
     * dropped.
     *
     * <p><b>Errors.</b> The publisher's error is the generator's, after the values that came before it. So is what the
     * publisher does against the rules of Reactive Streams: a null, or more values than were requested.
     *
     * <p><b>Source.</b> S12, S10.
     *
     * {@snippet :
     * try (SubmissionPublisher<Integer> numbers = new SubmissionPublisher<>()) {
     *     results.addGenerator("numbers", Generator.from(numbers, 1));
     * }
     * }
     *
     * @param <V> the type of the values
     * @param publisher gives the values; each run of the generator subscribes to it
     * @param prefetch how many values may be requested and not yet emitted; at least one
     * @return the generator
     */
    static <V> Generator<V> from(Flow.Publisher<? extends V> publisher, int prefetch) {
        Objects.requireNonNull(publisher, "publisher");
        return new FlowAdapters.OfPublisher<>(publisher, Limits.positive(prefetch, "prefetch"));
    }

    /**
     * Makes a generator that emits the values of an iterable, in its order; they may be null.
     *
     * @param <V> the type of the values
     * @param values the values; each run of the generator asks for an iterator
     * @return the generator
     */
    static <V extends @Nullable Object> Generator<V> from(Iterable<? extends V> values) {
        return new FlowAdapters.OfIterable<>(Objects.requireNonNull(values, "values"));
    }

    /**
     * Makes a generator that emits the values of a stream, in its order and on the generator's thread also if the stream is
     * parallel; they may be null. No value is asked for before the one ahead of it has been emitted.
     *
     * <p><b>Lifecycle.</b> It is good for one run. The stream is closed when the run has ended, or has been cancelled
     * without having begun.
     *
     * @param <V> the type of the values
     * @param stream the values
     * @return the generator
     */
    static <V extends @Nullable Object> Generator<V> from(Stream<? extends V> stream) {
        return new FlowAdapters.OfStream<>(Objects.requireNonNull(stream, "stream"));
    }
}
