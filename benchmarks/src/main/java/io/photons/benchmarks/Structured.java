package io.photons.benchmarks;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** The JDK's {@code StructuredTaskScope} as JDK 25 has it, which is a preview there. */
public final class Structured {

    private static final String SCOPE = "java.util.concurrent.StructuredTaskScope";
    private static final String JOINER = SCOPE + "$Joiner";
    private static final MethodType NOTHING_TO_OBJECT = MethodType.methodType(Object.class);
    private static final MethodType OBJECT_TO_OBJECT = MethodType.methodType(Object.class, Object.class);

    private static final MethodHandle OPEN = Preview.method(SCOPE, "open", NOTHING_TO_OBJECT);
    private static final MethodHandle OPEN_WITH = Preview.method(SCOPE, "open", OBJECT_TO_OBJECT, JOINER);
    private static final MethodHandle OPEN_CONFIGURED = Preview.method(
            SCOPE,
            "open",
            MethodType.methodType(Object.class, Object.class, Function.class),
            JOINER,
            "java.util.function.Function");
    private static final MethodHandle ANY_SUCCESSFUL =
            Preview.method(JOINER, "anySuccessfulResultOrThrow", NOTHING_TO_OBJECT);
    private static final MethodHandle WITH_TIMEOUT = Preview.method(
            SCOPE + "$Configuration",
            "withTimeout",
            MethodType.methodType(Object.class, Object.class, Duration.class),
            "java.time.Duration");
    private static final MethodHandle FORK = Preview.method(
            SCOPE,
            "fork",
            MethodType.methodType(Object.class, Object.class, Callable.class),
            "java.util.concurrent.Callable");
    private static final MethodHandle JOIN = Preview.method(SCOPE, "join", OBJECT_TO_OBJECT);
    private static final MethodHandle CLOSE =
            Preview.method(SCOPE, "close", MethodType.methodType(void.class, Object.class));

    private final Object scope;

    private Structured(Object scope) {
        this.scope = scope;
    }

    /**
     * Makes sure that there is such a thing on this JVM.
     *
     * @param <C> the type of a contender
     * @param contender the contender
     * @return the contender
     */
    public static <C extends Contender> C needed(C contender) {
        if (OPEN == null) {
            throw new IllegalStateException();
        }
        return contender;
    }

    /**
     * Opens a scope that waits for all.
     *
     * @return the scope
     * @throws Exception never
     */
    public static Structured open() throws Exception {
        try {
            return new Structured((Object) OPEN.invokeExact());
        } catch (Throwable thrown) {
            throw Preview.rethrown(thrown);
        }
    }

    /**
     * Opens a scope that cancels what runs as soon as one has succeeded.
     *
     * @return the scope
     * @throws Exception never
     */
    public static Structured openForAny() throws Exception {
        try {
            Object joiner = (Object) ANY_SUCCESSFUL.invokeExact();
            return new Structured((Object) OPEN_WITH.invokeExact(joiner));
        } catch (Throwable thrown) {
            throw Preview.rethrown(thrown);
        }
    }

    /**
     * Opens a scope for one, with a limit.
     *
     * @param limit the time that the scope has
     * @return the scope
     * @throws Exception never
     */
    public static Structured openFor(Duration limit) throws Exception {
        Function<Object, Object> configured = configuration -> {
            try {
                return (Object) WITH_TIMEOUT.invokeExact(configuration, limit);
            } catch (Throwable thrown) {
                throw new IllegalStateException(thrown);
            }
        };
        try {
            Object joiner = (Object) ANY_SUCCESSFUL.invokeExact();
            return new Structured((Object) OPEN_CONFIGURED.invokeExact(joiner, configured));
        } catch (Throwable thrown) {
            throw Preview.rethrown(thrown);
        }
    }

    /**
     * Starts a subtask.
     *
     * @param body what it does
     * @throws Exception never
     */
    public void fork(Callable<Object> body) throws Exception {
        try {
            Object subtask = (Object) FORK.invokeExact(scope, body);
        } catch (Throwable thrown) {
            throw Preview.rethrown(thrown);
        }
    }

    /**
     * Waits for the subtasks.
     *
     * @throws Exception if the thread is interrupted, or subtasks have failed
     */
    public void join() throws Exception {
        try {
            Object result = (Object) JOIN.invokeExact(scope);
        } catch (Throwable thrown) {
            throw Preview.rethrown(thrown);
        }
    }

    /**
     * Closes the scope.
     *
     * @throws Exception never
     */
    public void close() throws Exception {
        try {
            CLOSE.invokeExact(scope);
        } catch (Throwable thrown) {
            throw Preview.rethrown(thrown);
        }
    }
}
