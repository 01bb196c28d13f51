package io.photons.benchmarks.spawn;

import io.photons.benchmarks.Bodies;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Preview;
import io.photons.benchmarks.Trial;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;

/** Jox: a supervised scope, which waits for every user fork in it. */
final class JoxForks implements Contender {

    private static final String PACKAGE = "com.softwaremill.jox.structured.";
    private static final MethodHandle SUPERVISED = Preview.method(
            PACKAGE + "Scopes", "supervised", MethodType.methodType(Object.class, Object.class), PACKAGE + "Scoped");
    private static final MethodHandle FORK = Preview.method(
            PACKAGE + "Scope",
            "forkUser",
            MethodType.methodType(Object.class, Object.class, Callable.class),
            "java.util.concurrent.Callable");

    private final Class<?> scoped;

    JoxForks() throws ClassNotFoundException {
        scoped = Class.forName(PACKAGE + "Scoped");
    }

    @Override
    public String name() {
        return "Jox forkUser";
    }

    @Override
    public Trial prepare(Load load) {
        Callable<Object> body = Bodies.of(load);
        Object forks =
                Proxy.newProxyInstance(scoped.getClassLoader(), new Class<?>[] {scoped}, (proxy, method, arguments) -> {
                    fork(arguments[0], load.operations(), body);
                    return Boolean.TRUE;
                });
        return () -> {
            try {
                Object nothing = (Object) SUPERVISED.invokeExact(forks);
            } catch (Throwable thrown) {
                throw Preview.rethrown(thrown);
            }
        };
    }

    private static void fork(Object scope, int count, Callable<Object> body) throws Throwable {
        for (int i = 0; i < count; i++) {
            Object fork = (Object) FORK.invokeExact(scope, body);
        }
    }
}
