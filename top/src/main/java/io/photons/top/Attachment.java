package io.photons.top;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.photons.async.Async;
import io.photons.async.Body;
import io.photons.async.TaskTimeoutException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * The connection to a JVM's own account of its tasks.
 *
 * <p>The JVM is asked to start the JDK's local management agent, which takes connections from this machine alone, and to
 * make the MXBean from its own class path if it has not registered one. That one is removed again at the end; the agent
 * stays, as after every tool of this kind.
 *
 * <p><b>Threads.</b> Used by one at a time. What asks waits no longer than {@link #PATIENCE}.
 */
final class Attachment implements AutoCloseable {

    /** The class that is loaded there. */
    static final String BEAN_CLASS = "io.photons.async.Tasks";

    private static final String BEAN_NAME = "io.photons.async:type=Tasks";
    private static final String LOCAL_ONLY = "com.sun.management.jmxremote.local.only";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Jvm jvm;
    private final JMXConnector connector;
    private final MBeanServerConnection server;
    private final ObjectName bean;
    private boolean made;

    private Attachment(Jvm jvm, JMXConnector connector, ObjectName bean) throws IOException {
        this.jvm = jvm;
        this.connector = connector;
        this.bean = bean;
        server = connector.getMBeanServerConnection();
    }

    /**
     * Attaches to a JVM.
     *
     * @throws Trouble if that cannot be
     */
    // Not an address from anybody: one on this machine, which a process of the same user has just told of itself.
    @SuppressWarnings("BanJNDI")
    static Attachment to(long pid) throws Trouble, InterruptedException {
        new Suspect(pid).check();
        Jvm jvm = Jvms.of(pid).orElse(new Jvm(pid, "(no name)"));
        JMXServiceURL address = localAddress(jvm);
        return patiently(jvm, () -> {
            JMXConnector connector = JMXConnectorFactory.connect(address);
            try {
                Attachment attachment = new Attachment(jvm, connector, new ObjectName(BEAN_NAME));
                attachment.ensureBean();
                return attachment;
            } catch (IOException | MalformedObjectNameException | RuntimeException e) {
                connector.close();
                throw e;
            }
        });
    }

    private static JMXServiceURL localAddress(Jvm jvm) throws Trouble {
        try {
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(jvm.pid()));
            try {
                if ("false".equals(machine.getSystemProperties().getProperty(LOCAL_ONLY))) {
                    throw new Trouble("the JVM " + jvm.pid() + " has set " + LOCAL_ONLY
                            + " to false: its management agent would be open to the network");
                }
                JMXServiceURL address = new JMXServiceURL(machine.startLocalManagementAgent());
                if (!InetAddress.getByName(address.getHost()).isLoopbackAddress()) {
                    throw new Trouble("the management agent of the JVM " + jvm.pid() + " is not a local one");
                }
                return address;
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new Trouble("the JVM " + jvm.pid() + " does not answer; is it stopped?", e);
        } catch (Trouble e) {
            throw e;
        } catch (IOException e) {
            throw new Trouble("cannot attach to the JVM " + jvm.pid() + ": " + e.getMessage(), e);
        }
    }

    /** Calls the other side, on a thread whose interrupt ends the call. */
    private static <T> T patiently(Jvm jvm, Body<T, Exception> call) throws Trouble, InterruptedException {
        try {
            return Async.withTimeout(PATIENCE, call);
        } catch (Trouble | InterruptedException e) {
            throw e;
        } catch (TaskTimeoutException e) {
            throw new Trouble("the JVM " + jvm.pid() + " does not answer", e);
        } catch (ReflectionException e) {
            throw new Trouble("the JVM " + jvm.pid() + " has no Photons on its class path, or an older one", e);
        } catch (IOException e) {
            boolean alive =
                    ProcessHandle.of(jvm.pid()).map(ProcessHandle::isAlive).orElse(false);
            throw new Trouble("the JVM " + jvm.pid() + (alive ? " has hung up: " + e.getMessage() : " has ended"), e);
        } catch (Exception e) {
            throw new Trouble("the JVM " + jvm.pid() + " cannot tell of its tasks: " + e.getMessage(), e);
        }
    }

    private void ensureBean() throws IOException, JMException {
        if (server.isRegistered(bean)) {
            return;
        }
        try {
            server.createMBean(BEAN_CLASS, bean);
            made = true;
        } catch (InstanceAlreadyExistsException e) {
            // Somebody else has just done so.
        }
    }

    /** The JVM that this is attached to. */
    Jvm jvm() {
        return jvm;
    }

    /** What runs there now. */
    Snapshot snapshot() throws Trouble, InterruptedException {
        return SnapshotReader.read(invoke("toJson"));
    }

    /** Where a task stands, the innermost call first; nothing if it does not run. */
    List<String> stack(String id) throws Trouble, InterruptedException {
        return invoke("stack", id).lines().toList();
    }

    private String invoke(String operation, String... arguments) throws Trouble, InterruptedException {
        String[] types = new String[arguments.length];
        Arrays.fill(types, String.class.getName());
        return patiently(jvm, () -> {
            try {
                return (String) server.invoke(bean, operation, arguments, types);
            } catch (InstanceNotFoundException e) {
                // Another tool had made it, and has removed it at its end.
                ensureBean();
                return (String) server.invoke(bean, operation, arguments, types);
            }
        });
    }

    /** Leaves. */
    @Override
    public void close() {
        try {
            Async.withTimeout(PATIENCE, () -> {
                if (made && server.isRegistered(bean)) {
                    server.unregisterMBean(bean);
                }
                connector.close();
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            System.getLogger(Attachment.class.getName()).log(Level.DEBUG, "the connection did not close", e);
        }
    }
}
