package io.photons.async.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a JUnit test that runs under virtual time, once or in many orders.
 *
 * <p><b>Lifecycle.</b> Each seed is a test of its own with its own instance and its own world, which its
 * {@code @BeforeEach} and {@code @AfterEach} methods share: what one of them starts, another can end. They all run in the
 * task {@code main}; between them time stands still. Callbacks of other extensions run outside of the world. After the
 * last {@code @AfterEach} the world ends, and a task that is left fails the test. After the first seed that fails, the
 * others are not tried.
 *
 * <p><b>Seeds.</b> The first is 0, first come, first served; {@code seeds = 200} tries 0 to 199. The display name and the
 * failure tell the seed. To see one again, write {@code @VirtualTimeTest(seed = 42)}, or leave the test alone and set the
 * system property {@value #SEED_PROPERTY}.
 *
 * <p><b>Parameters.</b> The methods may have a parameter of the type {@link VirtualTime}.
 *
 * <p><b>Threads.</b> As {@link VirtualTime} says; the JUnit thread waits.
 *
 * <p><b>Interruption.</b> A time-out of JUnit cancels the tasks and shows their tree.
 *
 * <p><b>Errors.</b> As {@link VirtualTime} says, but that checked exceptions are not wrapped.
 *
 * <p><b>Source.</b> E5.
 *
 * {@snippet :
 * @VirtualTimeTest(seeds = 200)
 * void nothingIsLost(VirtualTime time) throws Exception {
 *     Task<Void> sleeper = Async.background(() -> Async.sleep(Duration.ofHours(1)));
 *     Async.waitForAll(sleeper);
 *     assertEquals(Duration.ofHours(1), time.elapsed());
 * }
 * }
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(VirtualTimeExtension.class)
public @interface VirtualTimeTest {

    /** The system property that, if set, has every test run with this seed alone. */
    String SEED_PROPERTY = "photons.virtualtime.seed";

    /**
     * How many seeds to try, from 0 upwards.
     *
     * @return a positive number
     */
    int seeds() default 1;

    /**
     * The seeds to try instead of {@link #seeds}.
     *
     * @return certain seeds, or none
     */
    long[] seed() default {};
}
