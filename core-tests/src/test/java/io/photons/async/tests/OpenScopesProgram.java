package io.photons.async.tests;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.ResultStreamer;
import io.photons.async.TaskHolder;
import io.photons.async.Tick;
import io.photons.async.Ticker;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Leaves a holder, a streamer, a ticker and a call with a time-out open, and then waits, exits or returns. */
final class OpenScopesProgram {

    private OpenScopesProgram() {}

    public static void main(String[] args) throws Exception {
        String how = System.getProperty("how");
        CountDownLatch open = new CountDownLatch(4);
        Promise<Void> never = Async.promise("never");
        Async.background(() -> {
            try (TaskHolder holder =
                    TaskHolder.options().grace(Duration.ofHours(1)).open()) {
                for (int i = 0; i < 100; i++) {
                    holder.add(() -> {
                        never.get();
                    });
                }
                open.countDown();
            }
        });
        Async.background(() -> {
            try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
                results.addGenerator("endless", out -> {
                    for (int i = 0; ; i++) {
                        out.emit(i);
                        Async.sleep(Duration.ofMillis(1));
                    }
                });
                results.forEach(result -> open.countDown());
            }
        });
        Async.background(() -> {
            for (Tick tick : Ticker.every(Duration.ofMillis(1)).open()) {
                if (tick.iteration() == 3) {
                    open.countDown();
                }
            }
        });
        Async.background(() -> Async.withTimeout(Duration.ofHours(1), () -> {
            open.countDown();
            never.get();
        }));
        open.await();
        System.out.println("open");
        switch (how) {
            case "exit" -> System.exit(7);
            case "return" -> {}
            default -> {
                try (TaskHolder holder = TaskHolder.open()) {
                    holder.add(() -> {
                        never.get();
                    });
                }
            }
        }
    }
}
