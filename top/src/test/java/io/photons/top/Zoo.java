package io.photons.top;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.TaskHolder;
import io.photons.async.Ticker;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** A program to look at: so many tasks that wait, one that ticks, and one whose name is an attack on a terminal. */
final class Zoo {

    static final String HOSTILE = "\u001b[2J\u001b]0;owned\u0007\u202eevil\u009b31m\u007f\n{\"x\":1}";

    private Zoo() {}

    /**
     * Runs until its standard input ends, having printed a line when all is there.
     *
     * @param args how many tasks
     */
    public static void main(String[] args) throws Exception {
        Promise<Void> stop = Async.promise("zoo");
        try (TaskHolder holder = TaskHolder.open(stop)) {
            for (int i = 0; i < Integer.parseInt(args[0]); i++) {
                holder.add("sleeper-" + i, () -> Async.sleep(Duration.ofHours(1)));
            }
            holder.add(HOSTILE, () -> Async.sleep(Duration.ofHours(1)));
            holder.add("clock", () -> {
                try (Ticker ticker = Ticker.every(Duration.ofMillis(50)).open()) {
                    ticker.forEach(tick -> {});
                }
            });
            System.out.println("open");
            waitForTheEnd();
            stop.cancel("closing time");
        }
    }

    private static void waitForTheEnd() throws IOException {
        System.in.transferTo(OutputStream.nullOutputStream());
    }
}
