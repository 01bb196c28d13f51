package io.photons.benchmarks;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** The JVM in which all is measured, started with a heap and a collector that do not depend on the machine's mood. */
final class MeasuringJvm {

    private static final String MARK = "photons.bench.measures";
    private static final long WANTED_MEGABYTES = 4096;

    private MeasuringJvm() {}

    static boolean isThis() {
        return Boolean.getBoolean(MARK);
    }

    /** Runs the same program with the same arguments in a JVM of its own. */
    static int run(String[] args, boolean preview) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.add("-D" + MARK + "=true");
        command.add("-XX:+UseG1GC");
        command.add("-XX:+AlwaysPreTouch");
        command.add("-Xms" + heapMegabytes() + "m");
        command.add("-Xmx" + heapMegabytes() + "m");
        command.add("-Djava.awt.headless=true");
        if (preview) {
            command.add("--enable-preview");
        }
        if (Runtime.version().feature() >= 23) {
            // JCTools uses it; the warning would stand in the table.
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-Xm"))
                .toList());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(args));
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            System.err.println("The measuring JVM did not start: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static long heapMegabytes() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Math.min(WANTED_MEGABYTES, system.getTotalMemorySize() / 2 / 1024 / 1024);
    }
}
