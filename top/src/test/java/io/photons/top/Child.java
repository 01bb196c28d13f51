package io.photons.top;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process to look at, which ends with its test. */
record Child(Process process) implements AutoCloseable {

    /** A zoo. */
    static Child zoo(int tasks, String... options) throws IOException {
        return java(
                System.getProperty("java.class.path"), Map.of(), List.of(options), Zoo.class, String.valueOf(tasks));
    }

    /** A JVM that has nothing but a class on its class path. */
    static Child idle(Map<String, String> environment, String... options) throws IOException {
        String classes = Path.of(Idle.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
        return java(classes, environment, List.of(options), Idle.class);
    }

    private static Child java(
            String classPath, Map<String, String> environment, List<String> options, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Child child = new Child(builder.start());
        String line = child.process.inputReader().readLine();
        if (!"open".equals(line)) {
            throw new IllegalStateException("it did not start: " + line);
        }
        return child;
    }

    /** The program itself. */
    static Child top(String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                new ArrayList<>(List.of(java, "-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        return new Child(new ProcessBuilder(command).start());
    }

    /** A process that is no JVM. */
    static Child other() throws IOException {
        return new Child(new ProcessBuilder("cat").start());
    }

    long pid() {
        return process.pid();
    }

    String id() {
        return String.valueOf(pid());
    }

    /** Kills it, and waits until it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
