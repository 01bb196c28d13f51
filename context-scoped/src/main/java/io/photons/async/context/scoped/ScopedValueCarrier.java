package io.photons.async.context.scoped;

import io.photons.async.ContextCarrier;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Carries chosen scoped values into tasks. Java itself hands them on to the forks of a structured scope alone.
 *
 * <p><b>Lifecycle.</b> Once it is {@linkplain ContextCarrier#register registered}, a body has the values bound that were
 * bound where its task was started. They are chosen, as Java does not tell which ones there are.
 *
 * <p><b>Threads.</b> The values are read on the thread that starts a task and bound on the task's own, while its body runs.
 *
 * <p><b>Errors.</b> What the body throws goes on as it is.
 *
 * <p><b>Source.</b> T16.
 *
 * {@snippet :
 * static final ScopedValue<User> USER = ScopedValue.newInstance();
 *
 * ContextCarrier.register(ScopedValueCarrier.of(USER));
 * ScopedValue.where(USER, ada).run(() -> Async.background(() -> greet(USER.get())));
 * }
 */
public final class ScopedValueCarrier implements ContextCarrier {

    private final List<ScopedValue<?>> values;

    private ScopedValueCarrier(List<ScopedValue<?>> values) {
        this.values = values;
    }

    /**
     * Makes a carrier.
     *
     * @param values what to carry, as far as it is bound
     * @return the carrier
     */
    public static ScopedValueCarrier of(ScopedValue<?>... values) {
        for (ScopedValue<?> value : Objects.requireNonNull(values, "values")) {
            Objects.requireNonNull(value, "values");
        }
        return new ScopedValueCarrier(List.of(values));
    }

    @Override
    public <T extends @Nullable Object> Callable<T> wrap(Callable<T> body) {
        ScopedValue.Carrier bound = null;
        for (ScopedValue<?> value : values) {
            if (value.isBound()) {
                bound = bind(bound, value);
            }
        }
        if (bound == null) {
            return body;
        }
        ScopedValue.Carrier bindings = bound;
        return () -> bindings.call(body::call);
    }

    private static <V> ScopedValue.Carrier bind(ScopedValue.@Nullable Carrier to, ScopedValue<V> value) {
        return to == null ? ScopedValue.where(value, value.get()) : to.where(value, value.get());
    }
}
