package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import io.photons.async.TaskCounts;
import io.photons.async.Tasks;
import io.photons.async.TasksMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

@DisplayName("The MXBean")
class TasksBeanTest {

    private static final List<String> WAIT = List.of("-Dhow=wait");

    @Test
    @DisplayName("W6 is registered once, however often that is asked for, and tells the counts")
    void isRegisteredOnce() throws Exception {
        Tasks.register();
        Tasks.register();
        TasksMXBean bean = JMX.newMXBeanProxy(
                ManagementFactory.getPlatformMBeanServer(), new ObjectName(Tasks.NAME), TasksMXBean.class);
        TaskCounts before = TaskCounts.now();
        assertThat(bean.getStarted()).isGreaterThanOrEqualTo(before.started());
        assertThat(bean.getSucceeded()).isGreaterThanOrEqualTo(before.succeeded());
        assertThat(bean.getFailed()).isGreaterThanOrEqualTo(before.failed());
        assertThat(bean.getCancelled()).isGreaterThanOrEqualTo(before.cancelled());
        assertThat(bean.getRunMillis()).isGreaterThanOrEqualTo(before.runTime().toMillis());
        assertThat(bean.getLeftBehind()).isGreaterThanOrEqualTo(before.leftBehind());
        assertThat(bean.getLateTicks()).isGreaterThanOrEqualTo(before.lateTicks());
        assertThat(ManagementFactory.getPlatformMBeanServer()
                        .getMBeanInfo(new ObjectName(Tasks.NAME))
                        .getAttributes())
                .hasSize(TaskCounts.class.getRecordComponents().length);
    }

    @Test
    @DisplayName("W6 can be made from outside in a program that has the library on its class path, unprepared")
    void onTheClassPath() throws Exception {
        try (ChildJvm program = ChildJvm.start(WatchedProgram.class, WAIT)) {
            program.awaitLine("ready");
            looksInto(program);
        }
    }

    @Test
    @DisplayName("W6 can be made from outside in a program that has the library on its module path, unprepared")
    void onTheModulePath() throws Exception {
        try (ChildJvm program = ChildJvm.startWithModule(WatchedProgram.class, WAIT)) {
            program.awaitLine("ready");
            looksInto(program);
        }
    }

    @SuppressWarnings("BanJNDI") // a connection by the address that the JVM of this test gave to its owner
    private static void looksInto(ChildJvm program) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(program.pid()));
        try (JMXConnector connector =
                JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()))) {
            MBeanServerConnection server = connector.getMBeanServerConnection();
            ObjectName name = new ObjectName(Tasks.NAME);
            assertThat(server.isRegistered(name)).isFalse();
            server.createMBean("io.photons.async.Tasks", name);
            TasksMXBean bean = JMX.newMXBeanProxy(server, name, TasksMXBean.class);
            assertThat(bean.getStarted()).isEqualTo(3);
            assertThat(bean.getSucceeded()).isEqualTo(1);
            assertThat(bean.getWaiting()).isEqualTo(2);
            assertThat(bean.getRunning() + bean.getQueued() + bean.getStragglers() + bean.getFailed())
                    .isZero();
            assertThat(bean.dump())
                    .startsWith("Promise#stop(pending)\n└─ TaskHolder#probes  1 pending\n   └─ Task#probe-7  running ")
                    .contains("waits for Promise#slot\nTask#inner  running ");
            JsonNode json = new ObjectMapper().readTree(bean.toJson());
            JsonNode holder = json.get("nodes").get(0).get("children").get(0);
            JsonNode probe = holder.get("children").get(0);
            assertThat(probe.get("label").asString()).isEqualTo("Task#probe-7");
            assertThat(bean.stack(probe.get("id").asString()))
                    .contains("io.photons.async.tests.WatchedProgram.probe(WatchedProgram.java:");
            assertThat(bean.stack(holder.get("id").asString())).isEmpty();
        } finally {
            machine.detach();
        }
    }

    @Test
    @DisplayName("W6 is not missed: where the JDK's management is missing all else works, and register says so")
    void withoutManagement() throws Exception {
        try (ChildJvm program =
                ChildJvm.start(WatchedProgram.class, List.of("-Dhow=register", "--limit-modules=java.base"))) {
            assertThat(program.exitCode()).as("errors: %s", program.errors()).isZero();
            assertThat(program.out())
                    .containsExactly(
                            "ready",
                            "There is no module java.management: add it to the run-time image",
                            "waiting: 2",
                            "over");
            assertThat(program.errors()).isEmpty();
        }
    }

    @Test
    @DisplayName("W6 who started what, and where, is in the tree if the property says so, and otherwise not")
    void origins() throws Exception {
        String holder = "TaskHolder#probes  1 pending";
        try (ChildJvm program =
                ChildJvm.start(WatchedProgram.class, List.of("-Dhow=show", "-Dio.photons.async.origins=true"))) {
            assertThat(program.exitCode()).as("errors: %s", program.errors()).isZero();
            String place = "started at io.photons.async.tests.WatchedProgram:";
            assertThat(program.out())
                    .anyMatch(line -> line.contains(holder + "   " + place))
                    .anyMatch(line -> line.contains("Task#probe-7  running") && line.contains("   " + place))
                    .anyMatch(line -> line.startsWith("Task#inner")
                            && line.contains("   started by Task#outer at io.photons.async.tests.WatchedProgram:"));
        }
        try (ChildJvm program = ChildJvm.start(WatchedProgram.class, List.of("-Dhow=show"))) {
            assertThat(program.exitCode()).as("errors: %s", program.errors()).isZero();
            assertThat(program.out())
                    .anyMatch(line -> line.endsWith(holder))
                    .noneMatch(line -> line.contains("started"));
        }
    }
}
