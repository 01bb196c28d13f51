package io.photons.async;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Carries context from the code that starts a task into the task's body: a logging context, a trace, a scoped value.
 *
 * <p><b>Lifecycle.</b> A registered carrier wraps every body that is started from then on, until its registration is
 * closed. The first to be registered is the outermost. Carriers that a {@link ServiceLoader} finds beside this library are
 * registered for good, before the first task starts.
 *
 * <p><b>Threads.</b> {@link #wrap} is called on the thread that starts the task, or adds it where it has to wait for a slot;
 * what it returns on the task's own. A callback runs in the context of whoever ends the future: what it starts carries
 * that, unless it was {@linkplain #carry captured} before. Carriers that are found are made on the thread that starts the
 * first task, and tasks of other threads wait for it; their constructors must not wait for tasks.
 *
 * <p><b>Errors.</b> Where wrapping throws, the task ends with that error and its body does not run. A carrier that is found
 * and cannot be made is logged and left out.
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
     * Captures the caller's context now, for a body that is started later or elsewhere, in a callback for instance.
     *
     * @param <T> the type of the body's value
     * @param body the body
     * @return a body that runs in the context captured, by all the carriers registered now; the same one if there are none
     */
    static <T extends @Nullable Object> Callable<T> carry(Callable<T> body) {
        return Carriers.wrap(Objects.requireNonNull(body, "body"));
    }

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

        private static final int MOST_FOUND = 1000;

        private static volatile Registered @Nullable [] registered = found();

        private Carriers() {}

        /** What the loader of this library knows of: whose class loader starts the first task is chance. */
        private static Registered @Nullable [] found() {
            List<Registered> found = new ArrayList<>();
            try {
                Iterator<ContextCarrier> carriers = ServiceLoader.load(
                                ContextCarrier.class, ContextCarrier.class.getClassLoader())
                        .iterator();
                // Bounded, as one that throws might do so for ever.
                for (int tries = 0; tries < MOST_FOUND && add(carriers, found); tries++) {}
            } catch (Throwable broken) {
                Reports.error("No context carriers could be looked for", broken);
            }
            return found.isEmpty() ? null : found.toArray(Registered[]::new);
        }

        private static boolean add(Iterator<ContextCarrier> carriers, List<Registered> found) {
            try {
                if (!carriers.hasNext()) {
                    return false;
                }
                found.add(new Registered(carriers.next()));
            } catch (Throwable broken) {
                Reports.error("A context carrier that was found cannot be made", broken);
            }
            return true;
        }

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
