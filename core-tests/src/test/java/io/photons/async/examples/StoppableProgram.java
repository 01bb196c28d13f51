package io.photons.async.examples;

import io.photons.async.Shutdown;
import io.photons.async.TaskHolder;
import io.photons.async.Tick;
import io.photons.async.Ticker;
import java.time.Duration;
import java.util.function.Consumer;

/** What a program does that stops gracefully. */
final class StoppableProgram {

    private final Consumer<Tick> work;

    StoppableProgram(Consumer<Tick> work) {
        this.work = work;
    }

    private void handle(Tick tick) {
        work.accept(tick);
    }

    void run() {
        // begin
        try (Shutdown shutdown = Shutdown.onSignals()
                        .drain(Duration.ofSeconds(20))
                        .grace(Duration.ofSeconds(5))
                        .open();
                TaskHolder tasks = TaskHolder.open(shutdown.finalFuture());
                Ticker ticker = Ticker.every(Duration.ofSeconds(1))
                        .finalFuture(shutdown.intake())
                        .open()) {
            for (Tick tick : ticker) {
                tasks.add(() -> handle(tick));
            }
        }
        // end
    }
}
