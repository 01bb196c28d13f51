package io.photons.watch;

import io.photons.async.Deferred;
import io.photons.async.Tick;
import io.photons.async.Ticker;
import io.photons.terminal.Output;
import io.photons.terminal.Printable;
import io.photons.terminal.Screen;
import java.io.IOException;
import java.time.Duration;
import org.jline.terminal.Size;
import org.jspecify.annotations.Nullable;

/**
 * The table that is redrawn in place, on a screen of the terminal's own; afterwards the summary is printed where the
 * program was started.
 *
 * <p><b>Threads.</b> One paints; another one takes the results, and closes.
 */
final class LiveTable implements Sink {

    private static final Duration PACE = Duration.ofMillis(100);
    private static final int COMPLAINTS = 10;

    private final Screen screen;
    private final Scoreboard board;
    private final Output output;
    private final PlainLines summary;
    private final Sparkline sparkline;

    LiveTable(Screen screen, Scoreboard board, Output output, PlainLines summary) {
        this.screen = screen;
        this.board = board;
        this.output = output;
        this.summary = summary;
        sparkline = screen.knows(Sparkline.BLOCKS.levels()) ? Sparkline.BLOCKS : Sparkline.ASCII;
    }

    /** Takes over the terminal, or returns null if standard output is none that can be drawn on. */
    static @Nullable LiveTable open(Scoreboard board, Output output, PlainLines summary) throws IOException {
        Screen screen = Screen.open(false);
        return screen == null ? null : new LiveTable(screen, board, output, summary);
    }

    /** Paints until a future has ended. */
    void paint(Rounds rounds, Deferred<?> end) {
        try (Ticker ticker = Ticker.every(PACE).finalFuture(end).open()) {
            for (Tick ignored : ticker) {
                draw(rounds.wanted(), rounds.untilNextNanos());
            }
        }
    }

    /** Paints once. */
    void draw(int rounds, long untilNextNanos) {
        Size size = screen.size();
        Frame frame = new Frame(size.getColumns(), size.getRows(), sparkline);
        Scoreboard.Standing standing = board.standing(frame.rows(), frame.sparks());
        screen.draw(size, frame.lines(standing, rounds, untilNextNanos));
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

    @Override
    public void close() {
        screen.close();
    }

    @Override
    public void abandon() {
        screen.abandon();
    }
}
