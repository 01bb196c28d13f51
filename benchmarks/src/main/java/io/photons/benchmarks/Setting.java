package io.photons.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.IVersionProvider;

/** What was measured on what: the versions of all parties, the JVM, the machine. */
final class Setting implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {describe()};
    }

    static String describe() throws IOException {
        return machine() + "\n"
                + versions().entrySet().stream()
                        .map(version -> version.getKey() + " " + version.getValue())
                        .collect(Collectors.joining(", "));
    }

    static String machine() {
        Runtime runtime = Runtime.getRuntime();
        return "JDK %s, %s, %d cores, heap %d MB"
                .formatted(
                        Runtime.version(),
                        System.getProperty("java.vm.name"),
                        runtime.availableProcessors(),
                        runtime.maxMemory() / 1024 / 1024);
    }

    private static Map<Object, Object> versions() throws IOException {
        Properties versions = new Properties();
        try (InputStream in = Setting.class.getResourceAsStream("versions.properties")) {
            versions.load(in);
        }
        return new TreeMap<>(versions);
    }
}
