package io.photons.benchmarks;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * Loads a build of the library, and the contenders written for it, apart from every other build.
 *
 * <p>The JIT keeps its profiles by class: each build has those of its own, as if it were alone.
 */
final class LibraryLoader extends URLClassLoader {

    private static final String OURS = "io.photons.benchmarks.ours.";
    private static final String LIBRARY = "io.photons.async.";

    private LibraryLoader(URL library) {
        super("library", new URL[] {library, place(LibraryLoader.class)}, LibraryLoader.class.getClassLoader());
    }

    /** The build on the class path. */
    static Library present() throws ReflectiveOperationException {
        return load(place(Class.forName(LIBRARY + "Async")));
    }

    /** The build in a jar, or in a directory of classes. */
    static Library of(Path jar) throws ReflectiveOperationException, MalformedURLException {
        return load(jar.toUri().toURL());
    }

    private static Library load(URL library) throws ReflectiveOperationException {
        // Never closed: what it loaded is used until the JVM ends.
        @SuppressWarnings("resource")
        ClassLoader loader = new LibraryLoader(library);
        return (Library)
                loader.loadClass(OURS + "Ours").getDeclaredConstructor().newInstance();
    }

    private static URL place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS) && !name.startsWith(LIBRARY)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    static {
        registerAsParallelCapable();
    }
}
