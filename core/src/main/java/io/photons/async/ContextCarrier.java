package io.photons.async;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Carries context from the code that starts a task into the task's body: a logging context, a trace, a scoped value.
 *
 * <p><b>Lifecycle.</b> A registered carrier wraps every body that is started from then on, until its registration is
 * closed. The first to be registered is the outermost.
 *
 * <p><b>Threads.</b> {@link #wrap} is called on the thread that starts the task, what it returns on the task's own.
 *
 * <p><b>Errors.</b> Where wrapping throws, the task ends with that error and its body does not run.
 *
 * <p><b>Source.</b> T16.
 *
 * {@snippet :
 * try (ContextCarrier.Registration carrying = ContextCarrier.register(carrier)) {
 *     Async.background(() -> handle(request));
 * }
 * }
 */
@FunctionalInterface
public interface ContextCarrier {

    /**
     * Captures the caller's context, and returns a body which puts it in force, calls the given one, and takes it away.
     *
     * @param <T> the type of the body's value
     * @param body what the task does
     * @return what the task's thread calls instead
     */
    <T extends @Nullable Object> Callable<T> wrap(Callable<T> body);

    /**
     * Registers a carrier for all tasks that are started from now on.
     *
     * @param carrier the carrier
     * @return closing it ends the registration
     */
    static Registration register(ContextCarrier carrier) {
        Carriers.Registered registered = new Carriers.Registered(Objects.requireNonNull(carrier, "carrier"));
        Carriers.change(list -> list.add(registered));
        return registered;
    }

    /** A carrier's registration. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {

        /** Ends this registration, and no other of the same carrier. Idempotent. */
        @Override
        void close();
    }

    /** Those registered: one static read when there are none. */
    final class Carriers {

        private static volatile Registered @Nullable [] registered;

        private Carriers() {}

        /** One registration. It is found by identity: a carrier's {@code equals} is its author's code. */
        private static final class Registered implements Registration {
            final ContextCarrier carrier;

            Registered(ContextCarrier carrier) {
                this.carrier = carrier;
            }

            @Override
            public void close() {
                change(list -> list.remove(this));
            }
        }

        static <T extends @Nullable Object> Callable<T> wrap(Callable<T> body) {
            Registered[] carriers = registered;
            if (carriers == null) {
                return body;
            }
            Callable<T> wrapped = body;
            for (int i = carriers.length - 1; i >= 0; i--) {
                wrapped = Objects.requireNonNull(carriers[i].carrier.wrap(wrapped), "what a ContextCarrier returned");
            }
            return wrapped;
        }

        private static synchronized void change(java.util.function.Consumer<List<Registered>> change) {
            List<Registered> list = registered == null ? new ArrayList<>() : new ArrayList<>(List.of(registered));
            change.accept(list);
            registered = list.isEmpty() ? null : list.toArray(Registered[]::new);
        }
    }
}
