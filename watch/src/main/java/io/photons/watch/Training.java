package io.photons.watch;

import io.photons.async.Async;
import io.photons.terminal.Output;
import io.photons.terminal.Screen;
import io.photons.terminal.Streams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * Runs once through what a start of the program goes through, in each way of showing results, and shows none. The build
 * has a JVM do it that notes the classes which that takes, for the archive that later starts are quick by.
 */
final class Training {

    private static final String[] ROUND = {"--rounds", "1", "--every", "0", "--timeout", "200ms"};

    private Training() {}

    /**
     * Runs it.
     *
     * @param args none
     */
    public static void main(String[] args) throws IOException {
        Streams nowhere = new Streams(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                new PrintStream(OutputStream.nullOutputStream()),
                false);
        Main.run(nowhere, ROUND);
        Main.run(nowhere, "--json", ROUND[0], ROUND[1], "tcp://127.0.0.1:9");
        drawOne(nowhere);
        System.exit(0);
    }

    private static void drawOne(Streams nowhere) throws IOException {
        Terminal terminal = TerminalBuilder.builder()
                .system(false)
                .streams(nowhere.in(), nowhere.out())
                .type("xterm-256color")
                .size(Size.of(120, 40))
                .build();
        Target target = new Target.Port("tcp://127.0.0.1:9", "127.0.0.1", 9);
        Scoreboard board = new Scoreboard(List.of(target), 1, null);
        Output output = new Output(nowhere.out(), Output.nativeCharset());
        PlainLines lines = new PlainLines(output, true, 100);
        try (LiveTable table = new LiveTable(Screen.on(terminal, false), board, output, lines)) {
            board.begin(1);
            board.add(
                    new Turn(new Round(1, 1, Async.promise("training")), 0, target),
                    Check.notMade(InstantSource.system().instant()));
            table.draw(1, 1);
        }
    }
}
