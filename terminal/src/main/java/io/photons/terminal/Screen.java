package io.photons.terminal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/**
 * A screen of the terminal's own, on which pictures are redrawn in place; what stood there before comes back when it is
 * closed.
 *
 * <p><b>Threads.</b> One draws; another one may close. The terminal is written to under the lock, so that nothing is drawn
 * once the terminal was given back. Keys are read by one thread.
 */
public final class Screen implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Terminal terminal;
    private final Attributes found;
    private final Display display;
    private boolean open = true;

    private Screen(Terminal terminal, boolean keys) {
        this.terminal = terminal;
        found = terminal.getAttributes();
        display = new Display(terminal, true);
        if (keys) {
            terminal.enterRawMode();
        } else {
            Attributes silent = new Attributes(found);
            silent.setLocalFlag(LocalFlag.ECHO, false);
            terminal.setAttributes(silent);
        }
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        terminal.flush();
    }

    /**
     * Takes over the terminal of this process.
     *
     * @param keys whether keys are read one by one
     * @return the screen, or null if standard output is none that can be drawn on
     * @throws IOException if the terminal fails
     */
    public static @Nullable Screen open(boolean keys) throws IOException {
        Path standardOutput = Path.of("/proc/self/fd/1");
        // Saves loading what asks a terminal for its abilities where there is none.
        if (Files.isSymbolicLink(standardOutput)
                && !Files.readSymbolicLink(standardOutput).startsWith("/dev")) {
            return null;
        }
        Terminal terminal = TerminalBuilder.builder()
                .system(true)
                .systemOutput(SystemOutput.SysOut)
                // Else it would put the default handlers in the place of the program's own.
                .nativeSignals(false)
                .color(System.getenv("NO_COLOR") == null)
                .dumb(true)
                .build();
        if (terminal.getType().startsWith(Terminal.TYPE_DUMB)
                || terminal.getSize().getColumns() <= 0) {
            terminal.close();
            return null;
        }
        return on(terminal, keys);
    }

    /**
     * Takes over a terminal that can be drawn on.
     *
     * @param terminal the terminal
     * @param keys whether keys are read one by one
     * @return the screen
     */
    public static Screen on(Terminal terminal, boolean keys) {
        return new Screen(terminal, keys);
    }

    /**
     * Tells whether the terminal knows some characters.
     *
     * @param characters the characters
     * @return whether its encoding has all of them
     */
    public boolean knows(String characters) {
        return terminal.outputEncoding().newEncoder().canEncode(characters);
    }

    /**
     * Tells how large the window is now.
     *
     * @return its columns and rows
     */
    public Size size() {
        return terminal.getSize();
    }

    /**
     * Shows a picture in the place of the one before, unless the terminal was given back.
     *
     * @param size what it was laid out for
     * @param lines its lines
     */
    public void draw(Size size, List<AttributedString> lines) {
        lock.lock();
        try {
            if (!open) {
                return;
            }
            if (display.getColumns() != size.getColumns() || display.getRows() != size.getRows()) {
                display.clear();
                display.resize(size);
            }
            display.update(lines, 0);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a key, or what a key begins with.
     *
     * @param millis how long
     * @return a character; -1 at the end of the input, -2 if none came
     * @throws IOException if the terminal fails
     */
    public int read(long millis) throws IOException {
        return terminal.reader().read(millis);
    }

    /** Gives the terminal back as it was found. Idempotent. */
    @Override
    public void close() {
        lock.lock();
        try {
            restore();
        } finally {
            lock.unlock();
        }
    }

    /** Does so without waiting, for a program that is about to end: whoever draws may be stuck in the terminal. */
    public void abandon() {
        if (lock.tryLock()) {
            try {
                restore();
            } finally {
                lock.unlock();
            }
        }
    }

    private void restore() {
        if (!open) {
            return;
        }
        open = false;
        try (terminal) {
            terminal.puts(Capability.cursor_visible);
            terminal.puts(Capability.exit_ca_mode);
            terminal.flush();
            terminal.setAttributes(found);
        } catch (IOException e) {
            System.getLogger(Screen.class.getName()).log(Level.DEBUG, "the terminal did not close", e);
        }
    }
}
