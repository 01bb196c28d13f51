package io.photons.async;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who starts something and where, if the property {@value #PROPERTY} is {@code true} when the library is
 * loaded: it costs a walk over the stack for each start.
 *
 * <p><b>Source.</b> W6.
 */
final class Origins {

    static final String PROPERTY = "io.photons.async.origins";

    private static final boolean ON = Boolean.getBoolean(PROPERTY);
    private static final String OURS = Origins.class.getPackageName() + ".";

    private Origins() {}

    /** Who calls this library, and from where; null if that is not to be found out. */
    static TaskSnapshot.@Nullable Origin here() {
        return ON ? found() : null;
    }

    private static TaskSnapshot.Origin found() {
        Task<?> starter = Task.current();
        String place = StackWalker.getInstance().walk(Origins::outside);
        return new TaskSnapshot.Origin(starter == null ? null : starter.label(), place);
    }

    private static String outside(Stream<StackWalker.StackFrame> frames) {
        return frames.filter(frame -> !isOurs(frame.getClassName()))
                .findFirst()
                .map(frame -> frame.getClassName() + ":" + frame.getLineNumber())
                .orElse("unknown");
    }

    private static boolean isOurs(String className) {
        return className.startsWith(OURS) && className.indexOf('.', OURS.length()) < 0;
    }
}
