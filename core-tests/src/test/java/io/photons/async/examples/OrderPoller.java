package io.photons.async.examples;

import io.photons.async.Async;
import io.photons.async.Shutdown;
import io.photons.async.TaskHolder;
import io.photons.async.Tick;
import io.photons.async.Ticker;
import java.time.Duration;
import java.util.function.LongConsumer;

// begin
/** A bean that works in the background. In a Spring program it says "implements SmartLifecycle"; nothing else changes. */
public final class OrderPoller {

    private final LongConsumer poll;
    private volatile Shutdown shutdown;

    public OrderPoller(LongConsumer poll) {
        this.poll = poll;
    }

    public void start() {
        Shutdown opened = Shutdown.onCall()
                .name("orders")
                .drain(Duration.ofSeconds(10))
                .grace(Duration.ofSeconds(2))
                .open();
        shutdown = opened;
        Async.task("orders").start(() -> work(opened));
    }

    private void work(Shutdown opened) {
        try (opened;
                TaskHolder tasks = TaskHolder.open(opened.finalFuture());
                Ticker ticker = Ticker.every(Duration.ofSeconds(1))
                        .finalFuture(opened.intake())
                        .open()) {
            for (Tick tick : ticker) {
                tasks.add("poll", () -> poll.accept(tick.iteration()));
            }
        }
    }

    public void stop(Runnable callback) {
        shutdown.over().onDone(over -> callback.run());
        shutdown.begin("the application context closes");
    }

    public boolean isRunning() {
        return shutdown != null && shutdown.phase() != Shutdown.Phase.OVER;
    }

    public int getPhase() {
        return Integer.MAX_VALUE; // started last, stopped first
    }
}
// end
