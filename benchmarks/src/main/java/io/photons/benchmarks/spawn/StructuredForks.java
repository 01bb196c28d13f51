package io.photons.benchmarks.spawn;

import io.photons.benchmarks.Bodies;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Preview;
import io.photons.benchmarks.Trial;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.concurrent.Callable;

/** The JDK's structured task scope as JDK 25 has it: open, fork, join, close. */
final class StructuredForks implements Contender {

    private static final String SCOPE = "java.util.concurrent.StructuredTaskScope";
    private static final MethodHandle OPEN = Preview.method(SCOPE, "open", MethodType.methodType(Object.class));
    private static final MethodHandle FORK = Preview.method(
            SCOPE,
            "fork",
            MethodType.methodType(Object.class, Object.class, Callable.class),
            "java.util.concurrent.Callable");
    private static final MethodHandle JOIN =
            Preview.method(SCOPE, "join", MethodType.methodType(Object.class, Object.class));
    private static final MethodHandle CLOSE =
            Preview.method(SCOPE, "close", MethodType.methodType(void.class, Object.class));

    @Override
    public String name() {
        return "StructuredTaskScope";
    }

    @Override
    public Trial prepare(Load load) {
        Callable<Object> body = Bodies.of(load);
        return () -> {
            try {
                Object scope = (Object) OPEN.invokeExact();
                try {
                    for (int i = 0; i < load.operations(); i++) {
                        Object subtask = (Object) FORK.invokeExact(scope, body);
                    }
                    Object nothing = (Object) JOIN.invokeExact(scope);
                } finally {
                    CLOSE.invokeExact(scope);
                }
            } catch (Throwable thrown) {
                throw Preview.rethrown(thrown);
            }
        };
    }
}
