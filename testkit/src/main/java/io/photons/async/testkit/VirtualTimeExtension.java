package io.photons.async.testkit;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs a test once for each of its seeds, until one fails. */
final class VirtualTimeExtension implements TestTemplateInvocationContextProvider {

    VirtualTimeExtension() {}

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getRequiredTestMethod(), VirtualTimeTest.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        AtomicBoolean failed = new AtomicBoolean();
        return seeds(context).takeWhile(seed -> !failed.get()).mapToObj(seed -> new SeededInvocation(seed, failed));
    }

    private static LongStream seeds(ExtensionContext context) {
        VirtualTimeTest test = AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), VirtualTimeTest.class)
                .orElseThrow();
        String replayed = System.getProperty(VirtualTimeTest.SEED_PROPERTY);
        if (replayed != null) {
            return LongStream.of(Long.parseLong(replayed.strip()));
        }
        if (test.seed().length > 0) {
            return LongStream.of(test.seed());
        }
        if (test.seeds() < 1) {
            throw new ExtensionConfigurationException("@VirtualTimeTest(seeds = " + test.seeds()
                    + ") would run nothing: the number of seeds must be positive");
        }
        return LongStream.range(0, test.seeds());
    }

    private record SeededInvocation(long seed, AtomicBoolean failed) implements TestTemplateInvocationContext {

        @Override
        public String getDisplayName(int invocationIndex) {
            return seed == Order.UNSEEDED ? "seed 0, first come, first served" : "seed " + seed;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new WorldLifecycle(new World(seed), failed));
        }
    }
}
