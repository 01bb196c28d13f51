package io.photons.async.tests;

import io.photons.async.Async;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Loads the library and its tests once more, until it is shut: what has not been loaded by then is not to be had, as where
 * no file descriptor is left to read it with.
 */
final class ShutLoader extends URLClassLoader {

    final List<String> refused = new CopyOnWriteArrayList<>();
    private volatile boolean shut;

    ShutLoader() {
        super(new URL[] {home(Async.class), home(ShutLoader.class)}, ClassLoader.getPlatformClassLoader());
    }

    private static URL home(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    void shut() {
        shut = true;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (shut) {
            refused.add(name);
            throw new ClassNotFoundException(name + " (too many open files)");
        }
        return super.findClass(name);
    }
}
