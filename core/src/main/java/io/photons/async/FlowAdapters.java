package io.photons.async;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Generators that take their values from elsewhere.
 *
 * <p><b>Source.</b> S12.
 */
final class FlowAdapters {

    /** How many values of a publisher are under way at most, where nobody says otherwise. */
    static final int PREFETCH = 32;

    private FlowAdapters() {}

    /** Takes the values of a publisher. */
    record OfPublisher<V>(Flow.Publisher<? extends V> publisher, int prefetch) implements Generator<V> {

        @Override
        public void generate(Emitter<V> out) throws Exception {
            Inlet<V> inlet = new Inlet<>(prefetch);
            try {
                publisher.subscribe(inlet);
                inlet.pump(out);
            } finally {
                inlet.close();
            }
        }
    }

    /** Takes the values of an iterable. */
    record OfIterable<V extends @Nullable Object>(Iterable<? extends V> values) implements Generator<V> {

        @Override
        public void generate(Emitter<V> out) throws InterruptedException {
            for (V value : values) {
                out.emit(value);
            }
        }
    }

    /** Takes the values of a stream, once, and closes it. */
    static final class OfStream<V extends @Nullable Object> implements Generator<V> {

        private final Stream<? extends V> stream;

        // false -> true, by whoever closes the stream: the generator, or its end if it has never begun.
        private final AtomicBoolean taken = new AtomicBoolean();

        OfStream(Stream<? extends V> stream) {
            this.stream = stream;
        }

        @Override
        public void generate(Emitter<V> out) throws InterruptedException {
            if (!taken.compareAndSet(false, true)) {
                throw new IllegalStateException("The values of a stream can be taken once");
            }
            try (Stream<? extends V> values = stream) {
                values.sequential().forEachOrdered(value -> put(out, value));
            }
        }

        /** Closes the stream of a generator that ended without having begun. */
        void giveBack() {
            if (taken.compareAndSet(false, true)) {
                stream.close();
            }
        }

        private static <V extends @Nullable Object> void put(Emitter<V> out, V value) {
            try {
                out.emit(value);
            } catch (InterruptedException e) {
                FlowAdapters.<RuntimeException>rethrow(e);
            }
        }
    }

    /** Throws something as it is, where the compiler expects another type. */
    @SuppressWarnings("unchecked")
    static <X extends Throwable> void rethrow(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
