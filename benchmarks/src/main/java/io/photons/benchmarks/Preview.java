package io.photons.benchmarks;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;

/**
 * Method handles for types that are no part of the Java version that this is compiled for.
 *
 * <p>Kept in a static final field, such a handle is inlined by the JIT and costs what a plain call does.
 */
public final class Preview {

    private Preview() {}

    /**
     * Finds a public method.
     *
     * @param owner the name of its class
     * @param name its name
     * @param erased the type of the handle: the receiver, unless static, and the arguments, as the caller will pass them
     * @param parameters the names of its parameters' types
     * @return the handle
     */
    public static MethodHandle method(String owner, String name, MethodType erased, String... parameters) {
        try {
            Class<?>[] types = new Class<?>[parameters.length];
            for (int i = 0; i < types.length; i++) {
                types[i] = parameters[i].equals("long") ? long.class : Class.forName(parameters[i]);
            }
            Method method = Class.forName(owner).getMethod(name, types);
            return MethodHandles.publicLookup().unreflect(method).asType(erased);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * Rethrows what a method handle threw.
     *
     * @param thrown an exception or an error
     * @return never
     * @throws Exception if it is one
     */
    public static Exception rethrown(Throwable thrown) throws Exception {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (Exception) thrown;
    }
}
