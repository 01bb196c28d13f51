package io.photons.async;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The signals of the operating system, where this JVM has the module {@code jdk.unsupported}. It is asked for by
 * reflection, so that nobody needs it.
 */
final class Signals {

    private Signals() {}

    /**
     * Has something done when a signal comes, each time on a thread of its own, in place of what was done before.
     *
     * @param name the signal's name without SIG
     * @return puts back what was done before; null if the signal cannot be had
     */
    static @Nullable Runnable handle(String name, Runnable action) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Method handle = type.getMethod("handle", type, handlerType);
            Object signal = type.getConstructor(String.class).newInstance(name);
            Object mine =
                    Proxy.newProxyInstance(handlerType.getClassLoader(), new Class<?>[] {handlerType}, calling(action));
            Object before = handle.invoke(null, signal, mine);
            return () -> putBack(handle, signal, mine, before);
        } catch (ReflectiveOperationException | LinkageError missingOrTaken) {
            // No such module here, no such signal on this system, or the JVM was told to leave signals alone.
            return null;
        }
    }

    private static void putBack(Method handle, Object signal, Object mine, @Nullable Object before) {
        try {
            Object found = handle.invoke(null, signal, before);
            if (found != mine) {
                // Somebody has taken the signal since; it stays theirs.
                handle.invoke(null, signal, found);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InvocationHandler calling(Runnable action) {
        return (proxy, method, arguments) -> switch (method.getName()) {
            case "handle" -> {
                action.run();
                yield null;
            }
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> Objects.toIdentityString(proxy);
        };
    }
}
