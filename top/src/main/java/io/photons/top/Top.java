package io.photons.top;

import io.photons.async.Async;
import io.photons.async.Deferred;
import io.photons.async.Shutdown;
import io.photons.async.Tick;
import io.photons.async.Ticker;
import io.photons.terminal.Output;
import io.photons.terminal.Printable;
import io.photons.terminal.Screen;
import io.photons.terminal.Streams;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One run: it attaches to the JVM, looks again and again, and shows what it sees.
 *
 * <p><b>Threads.</b> One runs it; {@code shown} is written by it, and read by the one that takes the signals.
 */
final class Top {

    /** The exit code where what was written for has hung up: what a program has that dies of it. */
    private static final int HUNG_UP = 141;

    private static final int LONGEST_LINE = 400;

    private final Settings settings;
    private final Streams streams;
    private volatile @Nullable Screen shown;

    Top(Settings settings, Streams streams) {
        this.settings = settings;
        this.streams = streams;
    }

    /** Runs, and returns the exit code. */
    int run() throws InterruptedException {
        if (!streams.ownsProcess()) {
            return look(Async.promise("stop"));
        }
        try (Shutdown shutdown = Shutdown.onSignals()
                .name("top")
                .drain(Duration.ZERO)
                .beforeHalt(this::abandon)
                .open()) {
            int code = look(shutdown.finalFuture());
            return shutdown.exitCode().orElse(code);
        }
    }

    private int look(Deferred<?> stop) throws InterruptedException {
        try (Attachment attachment = Attachment.to(settings.pid())) {
            return show(attachment, stop);
        } catch (Trouble e) {
            streams.err().println("photons top: " + Printable.of(String.valueOf(e.getMessage()), LONGEST_LINE));
            return 1;
        }
    }

    private void abandon() {
        Screen current = shown;
        if (current != null) {
            current.abandon();
        }
    }

    private int show(Attachment attachment, Deferred<?> stop) throws Trouble, InterruptedException {
        try {
            Screen screen = settings.once() || settings.json() || !streams.ownsProcess() ? null : Screen.open(true);
            if (screen == null) {
                print(attachment, stop);
                return 0;
            }
            shown = screen;
            try (screen) {
                new Live(settings, attachment, screen).run(stop);
            }
            return 0;
        } catch (Trouble e) {
            throw e;
        } catch (IOException e) {
            return cannotWrite(streams, e);
        }
    }

    private void print(Attachment attachment, Deferred<?> stop) throws IOException, InterruptedException {
        Output output = new Output(streams.out(), Output.nativeCharset());
        PlainTree text = new PlainTree(output);
        JsonTree json = new JsonTree(output);
        boolean first = true;
        try (Ticker ticker = Ticker.every(settings.every()).finalFuture(stop).open()) {
            for (Tick ignored : ticker) {
                Snapshot snapshot = attachment.snapshot();
                Stacks stacks = Stacks.of(attachment, snapshot, this::isStackWanted);
                Selection selection = new Selection(snapshot, settings.filter(), settings.sort(), settings.flat());
                if (settings.json()) {
                    json.write(attachment.jvm(), snapshot, selection, stacks);
                } else {
                    if (!first) {
                        output.line("");
                    }
                    text.write(attachment.jvm(), snapshot, selection, stacks);
                }
                if (settings.once()) {
                    return;
                }
                first = false;
            }
        }
    }

    private boolean isStackWanted(Node task) {
        return settings.stacks().stream()
                .anyMatch(wanted -> task.id().equals(wanted) || task.label().contains(wanted));
    }

    /** Says that standard output does not take what is written, unless it was hung up. */
    static int cannotWrite(Streams streams, IOException e) {
        String why = String.valueOf(e.getMessage());
        if (why.contains("Broken pipe")) {
            return HUNG_UP;
        }
        streams.err().println("photons top: cannot write to standard output: " + Printable.of(why, LONGEST_LINE));
        return 1;
    }
}
