package io.photons.async.tests;

import io.photons.async.Async;
import io.photons.async.ContextCarrier;
import io.photons.async.Task;
import java.util.concurrent.Callable;

/** Starts tasks whose carriers are found, or cannot be made. */
final class FoundCarriersProgram {

    private static final ThreadLocal<String> CONTEXT = ThreadLocal.withInitial(() -> "none");

    private FoundCarriersProgram() {}

    public static void main(String[] args) throws Exception {
        CONTEXT.set("mine");
        Task<String> first = Async.background(CONTEXT::get);
        System.out.println("first " + first.get());
        try (ContextCarrier.Registration inner = ContextCarrier.register(new Shouting())) {
            System.out.println("second " + Async.background(CONTEXT::get).get());
        }
        CONTEXT.remove();
        System.out.println("third " + Async.background(CONTEXT::get).get());
        System.out.println("end");
    }

    /** Carries the text. */
    public static final class Carrying implements ContextCarrier {
        @Override
        public <T> Callable<T> wrap(Callable<T> body) {
            String captured = CONTEXT.get();
            return () -> {
                CONTEXT.set(captured);
                try {
                    return body.call();
                } finally {
                    CONTEXT.remove();
                }
            };
        }
    }

    /** Registered in code, so inside of what is found. */
    private static final class Shouting implements ContextCarrier {
        @Override
        public <T> Callable<T> wrap(Callable<T> body) {
            return () -> {
                CONTEXT.set(CONTEXT.get() + "!");
                return body.call();
            };
        }
    }

    /** Cannot be made. */
    public static final class Throwing implements ContextCarrier {
        public Throwing() {
            throw new AssertionError("planted: a carrier that cannot be made");
        }

        @Override
        public <T> Callable<T> wrap(Callable<T> body) {
            return body;
        }
    }
}
