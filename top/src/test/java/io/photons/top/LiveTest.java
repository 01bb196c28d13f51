package io.photons.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.terminal.Screen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The tree on a screen")
class LiveTest {

    private final PipedOutputStream keys = new PipedOutputStream();
    private final ScreenBytes shown = new ScreenBytes();

    /** What was written to the terminal, and what happens once it holds some words. */
    private static final class ScreenBytes extends ByteArrayOutputStream {

        private String awaited = "";
        private Runnable then = () -> {};

        synchronized void once(String words, Runnable then) {
            awaited = words;
            this.then = then;
        }

        @Override
        public synchronized void flush() {
            if (!awaited.isEmpty() && toString(StandardCharsets.UTF_8).contains(awaited)) {
                awaited = "";
                then.run();
            }
        }
    }

    private Terminal terminal() throws IOException {
        Terminal terminal = new ExternalTerminal(
                "test", "xterm-256color", new PipedInputStream(keys), shown, StandardCharsets.UTF_8);
        terminal.setSize(Size.of(110, 30));
        return terminal;
    }

    private void run(Child zoo) throws IOException, InterruptedException {
        Settings settings =
                new Settings(zoo.pid(), Duration.ofMillis(100), false, false, Sort.TREE, "", false, List.of());
        Promise<Void> stop = Async.promise("stop");
        try (Attachment attachment = Attachment.to(zoo.pid());
                Screen screen = Screen.on(terminal(), true)) {
            new Live(settings, attachment, screen).run(stop);
        }
    }

    private void type(String text) {
        try {
            keys.write(text.getBytes(StandardCharsets.UTF_8));
            keys.flush();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("shows the names, takes keys, shows a stack, and goes when the user does")
    void showsTheNames() throws Exception {
        try (Child zoo = Child.zoo(2)) {
            shown.once("sleeper-1", () -> {
                shown.once("Async.sleep", () -> type("q"));
                type("/sleeper-1\r\u001b[B\u001b[B\r");
            });
            run(zoo);
            assertThat(shown.toString(StandardCharsets.UTF_8))
                    .contains("photons top", "sleeper-0", "filter: ", "Async.sleep", "\u001b[?1049l")
                    .doesNotContain("owned\u0007", "\u202e");
        }
    }

    @Test
    @DisplayName("gives the terminal back when the JVM has ended, and says so")
    void saysThatTheJvmHasEnded() throws Exception {
        try (Child zoo = Child.zoo(1)) {
            shown.once("sleeper-0", () -> zoo.process().destroyForcibly());
            assertThatExceptionOfType(Trouble.class)
                    .isThrownBy(() -> run(zoo))
                    .withMessage("the JVM " + zoo.id() + " has ended");
            assertThat(shown.toString(StandardCharsets.UTF_8)).contains("\u001b[?1049l");
        }
    }
}
