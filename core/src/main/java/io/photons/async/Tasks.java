package io.photons.async;

import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The MXBean by which a JVM's tasks are seen from outside.
 *
 * <p><b>Lifecycle.</b> {@link #register()} registers one, for a JVM that is watched all the time. A tool that attaches to a
 * JVM needs no preparation there: it has the platform's MBean server create one by {@code createMBean} with the name of
 * this class, which works where this library is on the class path or the module path that the JVM was started with. In a
 * program whose libraries come by another class loader, such as an archive that holds archives, call {@link #register()}.
 *
 * <p><b>Threads.</b> May be used from any thread.
 *
 * <p><b>Errors.</b> Where the module {@code java.management} is missing, {@link #register()} says so by an
 * {@link IllegalStateException}; all else works without it.
 *
 * <p><b>Source.</b> W6.
 *
 * {@snippet :
 * Tasks.register();
 * }
 */
public final class Tasks implements TasksMXBean {

    /** The name under which it is registered. */
    public static final String NAME = "io.photons.async:type=Tasks";

    /** Makes one; MBean servers do. */
    public Tasks() {}

    /**
     * Registers one with the platform's MBean server, unless there is one.
     *
     * @throws IllegalStateException if this JVM has no module {@code java.management}, or the server refuses
     */
    public static void register() {
        try {
            Registration.register();
        } catch (NoClassDefFoundError | IllegalAccessError missing) {
            throw new IllegalStateException(
                    "There is no module java.management: add it to the run-time image", missing);
        }
    }

    /** What needs the module, in a class that is loaded when it is called. */
    private static final class Registration {

        static void register() {
            try {
                ManagementFactory.getPlatformMBeanServer().registerMBean(new Tasks(), new ObjectName(NAME));
            } catch (InstanceAlreadyExistsException known) {
                // That is what was wanted.
            } catch (JMException refused) {
                throw new IllegalStateException("The MBean server does not take " + NAME, refused);
            }
        }
    }

    private static TaskCounts counts() {
        return TaskCounts.now();
    }

    @Override
    public long getStarted() {
        return counts().started();
    }

    @Override
    public long getSucceeded() {
        return counts().succeeded();
    }

    @Override
    public long getFailed() {
        return counts().failed();
    }

    @Override
    public long getCancelled() {
        return counts().cancelled();
    }

    @Override
    public long getRunMillis() {
        return counts().runTime().toMillis();
    }

    @Override
    public long getRunning() {
        return counts().running();
    }

    @Override
    public long getWaiting() {
        return counts().waiting();
    }

    @Override
    public long getQueued() {
        return counts().queued();
    }

    @Override
    public long getStragglers() {
        return counts().stragglers();
    }

    @Override
    public long getLeftBehind() {
        return counts().leftBehind();
    }

    @Override
    public long getLateTicks() {
        return counts().lateTicks();
    }

    @Override
    public long getPendingTimers() {
        return counts().pendingTimers();
    }

    @Override
    public String dump() {
        return TaskTree.dump();
    }

    @Override
    public String toJson() {
        return TaskTree.toJson();
    }

    @Override
    public String stack(String id) {
        return TaskTree.stack(id).stream().map(StackTraceElement::toString).collect(Collectors.joining("\n"));
    }
}
