package io.photons.top;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** Tells whether a class is on the paths that a JVM was started with, from the files there. */
final class ClassPath {

    private static final int MOST_ENTRIES = 10_000;

    private final Path folder;
    private final Deque<Path> due = new ArrayDeque<>();
    private final Set<Path> seen = new HashSet<>();

    private ClassPath(Path folder) {
        this.folder = folder;
    }

    /**
     * Looks for a class.
     *
     * @param properties the system properties of the JVM
     * @param className the name of the class
     */
    static boolean holds(Properties properties, String className) {
        String file = className.replace('.', '/') + ".class";
        try {
            ClassPath path = new ClassPath(Path.of(properties.getProperty("user.dir", "/")));
            path.add(properties.getProperty("java.class.path", ""));
            path.addModules(properties.getProperty("jdk.module.path", ""));
            return path.find(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private void add(String entries) {
        for (String entry : entries.split(File.pathSeparator, -1)) {
            due.add(folder.resolve(entry));
        }
    }

    /** A module path names modules, and folders of them. */
    private void addModules(String entries) {
        add(entries);
        for (String entry : entries.isEmpty() ? new String[0] : entries.split(File.pathSeparator, -1)) {
            try (DirectoryStream<Path> modules = Files.newDirectoryStream(folder.resolve(entry))) {
                modules.forEach(due::add);
            } catch (IOException e) {
                // It is a module itself, or nothing.
            }
        }
    }

    private boolean find(String file) {
        while (!due.isEmpty() && seen.size() < MOST_ENTRIES) {
            Path entry = due.poll().normalize();
            if (seen.add(entry) && (Files.isDirectory(entry) ? Files.exists(entry.resolve(file)) : isIn(entry, file))) {
                return true;
            }
        }
        return false;
    }

    private boolean isIn(Path entry, String file) {
        if (!Files.isRegularFile(entry)) {
            return false;
        }
        try (JarFile jar = new JarFile(entry.toFile(), false)) {
            Manifest manifest = jar.getManifest();
            String more = manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            if (more != null) {
                for (String relative : more.strip().split(" +", -1)) {
                    due.add(
                            relative.startsWith("file:")
                                    ? Path.of(URI.create(relative))
                                    : entry.resolveSibling(relative));
                }
            }
            return jar.getEntry(file) != null;
        } catch (IOException | IllegalArgumentException e) {
            // Not a jar, or one that is not for us to read.
            return false;
        }
    }
}
