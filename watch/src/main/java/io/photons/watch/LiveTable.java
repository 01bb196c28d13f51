package io.photons.watch;

import io.photons.async.Deferred;
import io.photons.async.Tick;
import io.photons.async.Ticker;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
 * The table that is redrawn in place, on a screen of the terminal's own; afterwards the summary is printed where the
 * program was started.
 *
 * <p><b>Threads.</b> One paints; another one takes the results, and closes. The terminal is used under the lock, which the
 * painter holds while it writes, so that nothing is drawn once the terminal was given back.
 */
final class LiveTable implements Sink {

    private static final Duration PACE = Duration.ofMillis(100);
    private static final int COMPLAINTS = 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Terminal terminal;
    private final Scoreboard board;
    private final Output output;
    private final PlainLines summary;
    private final Attributes found;
    private final Display display;
    private final Sparkline sparkline;
    private boolean open = true;

    private LiveTable(Terminal terminal, Scoreboard board, Output output, PlainLines summary) {
        this.terminal = terminal;
        this.board = board;
        this.output = output;
        this.summary = summary;
        found = terminal.getAttributes();
        display = new Display(terminal, true);
        boolean blocks = terminal.outputEncoding().newEncoder().canEncode(Sparkline.BLOCKS.levels());
        sparkline = blocks ? Sparkline.BLOCKS : Sparkline.ASCII;
        Attributes silent = new Attributes(found);
        silent.setLocalFlag(LocalFlag.ECHO, false);
        terminal.setAttributes(silent);
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        terminal.flush();
    }

    /** Takes over the terminal, or returns null if standard output is none that can be drawn on. */
    static @Nullable LiveTable open(Scoreboard board, Output output, PlainLines summary) throws IOException {
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
        return new LiveTable(terminal, board, output, summary);
    }

    /** Paints until a future has ended. */
    void paint(Rounds rounds, Deferred<?> end) {
        try (Ticker ticker = Ticker.every(PACE).finalFuture(end).open()) {
            for (Tick ignored : ticker) {
                draw(rounds);
            }
        }
    }

    private void draw(Rounds rounds) {
        lock.lock();
        try {
            if (!open) {
                return;
            }
            Size size = terminal.getSize();
            Frame frame = new Frame(size.getColumns(), size.getRows(), sparkline);
            Scoreboard.Standing standing = board.standing(frame.rows(), frame.sparks());
            List<AttributedString> lines = frame.lines(standing, rounds.wanted(), rounds.untilNextNanos());
            if (display.getColumns() != size.getColumns() || display.getRows() != size.getRows()) {
                display.clear();
                display.resize(size);
            }
            display.update(lines, 0);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void accept(Turn turn, Check check) {}

    @Override
    public void finish(Summary result) throws IOException {
        close();
        for (Score.Row row : board.standing(COMPLAINTS, 0).worst()) {
            Check last = row.last();
            if (last != null && last.error() != null) {
                output.line(PlainLines.word(last.verdict()) + "  " + row.name() + "  " + Printable.of(last.error()));
            }
        }
        summary.finish(result);
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

    @Override
    public void abandon() {
        // The painter may be stuck in a terminal that takes nothing.
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
            System.getLogger(LiveTable.class.getName()).log(Level.DEBUG, "the terminal did not close", e);
        }
    }
}
