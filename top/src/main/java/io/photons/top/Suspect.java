package io.photons.top;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What can be told of a process before anything is done to it. To attach begins with a signal, of which a process that is
 * no JVM may die, and at which a JVM that does not let itself be attached to prints all its threads.
 */
final class Suspect {

    private static final String REFUSAL = "-XX:+DisableAttachMechanism";

    private final long pid;
    private final Path folder;

    Suspect(long pid) {
        this.pid = pid;
        folder = Path.of("/proc", String.valueOf(pid));
    }

    /**
     * Makes sure that there is hope.
     *
     * @throws Trouble if there is none
     */
    void check() throws Trouble {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow(() -> new Trouble("there is no process " + pid));
        if (pid == ProcessHandle.current().pid()) {
            throw new Trouble("process " + pid + " is this program itself");
        }
        Optional<String> own = ProcessHandle.current().info().user();
        Optional<String> owner = process.info().user();
        if (owner.isPresent()
                && own.isPresent()
                && !owner.equals(own)
                && !own.get().equals("root")) {
            throw new Trouble("process " + pid + " belongs to another user");
        }
        if (Jvms.of(pid).isPresent()) {
            return;
        }
        // No JVM that says so; it may be told not to.
        try (Stream<String> maps = Files.lines(folder.resolve("maps"), StandardCharsets.ISO_8859_1)) {
            if (maps.noneMatch(line -> line.endsWith("/libjvm.so"))) {
                throw new Trouble("process " + pid + " is not a JVM");
            }
        } catch (AccessDeniedException e) {
            throw new Trouble("process " + pid + " belongs to another user");
        } catch (NoSuchFileException e) {
            throw new Trouble(
                    ProcessHandle.of(pid).isEmpty()
                            ? "there is no process " + pid
                            : "process " + pid + " is not a JVM that can be attached to");
        } catch (Trouble e) {
            throw e;
        } catch (IOException | UncheckedIOException e) {
            throw new Trouble("process " + pid + " cannot be looked at: " + e.getMessage(), e);
        }
        if (says("cmdline") || says("environ")) {
            throw new Trouble("the JVM " + pid + " was started with " + REFUSAL + ": it lets nobody attach");
        }
    }

    private boolean says(String file) {
        try {
            return new String(Files.readAllBytes(folder.resolve(file)), StandardCharsets.ISO_8859_1).contains(REFUSAL);
        } catch (IOException e) {
            return false;
        }
    }
}
