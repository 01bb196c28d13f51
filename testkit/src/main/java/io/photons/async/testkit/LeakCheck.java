package io.photons.async.testkit;

import java.util.Objects;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A JUnit extension that fails a test which leaves a task, a scope, a timer or a callback behind. By hand,
 * {@link #open()} does the same for a part of a test.
 *
 * <p><b>Lifecycle.</b> It looks before the first {@code @BeforeEach} and after the last {@code @AfterEach}. Of a
 * {@link VirtualTimeTest} it looks at that test's world, otherwise at the real one.
 *
 * <p><b>Parameters.</b> A test may have a parameter of the type {@link Leaks}, to tell of futures whose callbacks are to be
 * counted.
 *
 * <p><b>Threads.</b> In the real world it sees the whole JVM, as {@link Leaks} says.
 *
 * <p><b>Interruption.</b> As {@link Leaks#close} says.
 *
 * <p><b>Errors.</b> An {@link AssertionError} that lists what is left.
 *
 * <p><b>Source.</b> E1.
 *
 * {@snippet :
 * @ExtendWith(LeakCheck.class)
 * class ProbesTest {
 *     @Test
 *     void endsItsTasks(Leaks leaks) {
 *         leaks.watch(Probes.stop());
 *     }
 * }
 * }
 */
@SuppressWarnings("exports") // Whoever uses it as an extension has JUnit, the others need not.
public final class LeakCheck implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(LeakCheck.class);

    /** Makes the extension; JUnit does. */
    public LeakCheck() {}

    /**
     * Takes the first look at the world of the calling thread.
     *
     * @return the look, which is compared with a second one when it is closed
     */
    public static Leaks open() {
        return new Leaks();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        // Not AutoCloseable to the store, which would close it a second time.
        context.getStore(NAMESPACE).put(Look.class, new Look(open()));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        World world = WorldLifecycle.worldOf(context);
        Leaks leaks = look(context).leaks;
        if (world == null) {
            leaks.close();
        } else {
            leaks.closeAfter(world.runtime);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Leaks.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return look(context).leaks;
    }

    private static Look look(ExtensionContext context) {
        return Objects.requireNonNull(
                context.getStore(NAMESPACE).get(Look.class, Look.class),
                "Leaks can be a parameter of test, @BeforeEach and @AfterEach methods");
    }

    private record Look(Leaks leaks) {}
}
