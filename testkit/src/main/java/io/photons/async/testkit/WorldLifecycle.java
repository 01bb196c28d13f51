package io.photons.async.testkit;

import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Runs the methods of one test in one world: JUnit's thread, which conducts it, gives them to the world's main strand one
 * by one.
 */
final class WorldLifecycle implements BeforeEachCallback, AfterEachCallback, InvocationInterceptor, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(WorldLifecycle.class);

    private final World world;
    private final VirtualTime time;
    private final AtomicBoolean failed;

    WorldLifecycle(World world, AtomicBoolean failed) {
        this.world = world;
        this.failed = failed;
        time = new VirtualTime(world);
    }

    /** The world of the test, also after its end; null if it runs in the real world. */
    static @Nullable World worldOf(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(World.class, World.class);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put(World.class, world);
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        inside(invocation);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        inside(invocation);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        inside(invocation);
    }

    private void inside(Invocation<@Nullable Void> invocation) throws Throwable {
        try {
            world.perform(invocation::proceed);
        } catch (TestAbortedException e) {
            throw e;
        } catch (Throwable e) {
            failed.set(true);
            throw Replay.noteOn(e, world);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try {
            world.end();
        } catch (VirtualTimeFailure e) {
            failed.set(true);
            throw e;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == VirtualTime.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return time;
    }
}
