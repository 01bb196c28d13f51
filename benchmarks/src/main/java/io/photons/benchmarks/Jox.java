package io.photons.benchmarks;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;

/** Jox's structured part, whose classes load under {@code --enable-preview} alone. */
public final class Jox {

    private static final String PACKAGE = "com.softwaremill.jox.structured.";
    private static final String CALLABLE = "java.util.concurrent.Callable";
    private static final MethodType FORKS = MethodType.methodType(Object.class, Object.class, Callable.class);
    private static final MethodHandle SUPERVISED = Preview.method(
            PACKAGE + "Scopes", "supervised", MethodType.methodType(Object.class, Object.class), PACKAGE + "Scoped");
    private static final MethodHandle FORK_USER = Preview.method(PACKAGE + "Scope", "forkUser", FORKS, CALLABLE);
    private static final MethodHandle FORK = Preview.method(PACKAGE + "Scope", "fork", FORKS, CALLABLE);
    private static final MethodHandle TIMEOUT = Preview.method(
            PACKAGE + "Race",
            "timeout",
            MethodType.methodType(Object.class, long.class, Callable.class),
            "long",
            CALLABLE);

    private final Object scope;

    private Jox(Object scope) {
        this.scope = scope;
    }

    /** What is done in a scope. */
    @FunctionalInterface
    public interface Body {

        /**
         * Does it.
         *
         * @param scope the scope
         * @throws Exception which cancels the scope's forks
         */
        void run(Jox scope) throws Exception;
    }

    /**
     * Makes sure that the classes load on this JVM.
     *
     * @param <C> the type of a contender
     * @param contender the contender
     * @return the contender
     */
    public static <C extends Contender> C needed(C contender) {
        if (FORK == null) {
            throw new IllegalStateException();
        }
        return contender;
    }

    /**
     * Makes what {@link #supervised} takes, unmeasured.
     *
     * @param body what is done in the scope
     * @return an object of a type of Jox's
     * @throws ClassNotFoundException never
     */
    public static Object scoped(Body body) throws ClassNotFoundException {
        Class<?> scoped = Class.forName(PACKAGE + "Scoped");
        return Proxy.newProxyInstance(scoped.getClassLoader(), new Class<?>[] {scoped}, (proxy, method, arguments) -> {
            body.run(new Jox(arguments[0]));
            return Boolean.TRUE;
        });
    }

    /**
     * Runs a scope: waits for its user forks, and cancels the others.
     *
     * @param scoped what is done in it
     * @throws Exception that of the body, or of a fork
     */
    public static void supervised(Object scoped) throws Exception {
        try {
            Object nothing = (Object) SUPERVISED.invokeExact(scoped);
        } catch (Throwable thrown) {
            throw Preview.rethrown(thrown);
        }
    }

    /**
     * Starts a fork that the scope waits for.
     *
     * @param body what it does
     * @throws Exception if the thread is interrupted
     */
    public void forkUser(Callable<Object> body) throws Exception {
        try {
            Object fork = (Object) FORK_USER.invokeExact(scope, body);
        } catch (Throwable thrown) {
            throw Preview.rethrown(thrown);
        }
    }

    /**
     * Starts a fork that the scope's end cancels.
     *
     * @param body what it does
     * @throws Exception if the thread is interrupted
     */
    public void fork(Callable<Object> body) throws Exception {
        try {
            Object fork = (Object) FORK.invokeExact(scope, body);
        } catch (Throwable thrown) {
            throw Preview.rethrown(thrown);
        }
    }

    /**
     * Calls with a limit.
     *
     * @param millis the limit
     * @param body what is called
     * @return what it returned
     * @throws Exception what it threw, or that the time is over
     */
    public static Object timeout(long millis, Callable<Object> body) throws Exception {
        try {
            return (Object) TIMEOUT.invokeExact(millis, body);
        } catch (Throwable thrown) {
            throw Preview.rethrown(thrown);
        }
    }
}
