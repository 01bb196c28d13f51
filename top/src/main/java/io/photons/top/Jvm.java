package io.photons.top;

/**
 * A JVM on this machine.
 *
 * @param pid its process
 * @param name its main class or archive with its arguments, as it was started; not safe to print
 */
record Jvm(long pid, String name) {}
