package io.photons.async.tests;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import io.photons.async.TaskCounts;
import io.photons.async.TaskHolder;
import io.photons.async.Tick;
import io.photons.async.Ticker;
import java.io.IOException;
import java.time.Duration;

/** Does each thing once that a flight recording tells of; by itself it shows that it can be done. */
final class FlightWork {

    private FlightWork() {}

    public static void main(String[] args) throws Exception {
        System.out.println(
                "recorder: " + ModuleLayer.boot().findModule("jdk.jfr").isPresent());
        run();
        TaskCounts counts = TaskCounts.now();
        System.out.println("succeeded: " + counts.succeeded() + ", failed: " + counts.failed() + ", cancelled: "
                + counts.cancelled() + ", late ticks: " + counts.lateTicks());
    }

    static void run() throws Exception {
        tasks();
        scopes();
        ticks();
        stream();
    }

    private static void tasks() throws Exception {
        Async.waitForAll(Async.task("good").start(() -> Async.sleep(Duration.ofMillis(20))));
        Async.waitForAll(Async.task("bad").silent().start(() -> {
            throw new IOException("lost");
        }));
        Task<Void> cancelled = Async.task("tired").start(() -> Async.sleep(Duration.ofDays(1)));
        Async.waitForFirst(Duration.ofMillis(20), cancelled);
        cancelled.cancel("enough");
        Async.waitForAll(cancelled);
    }

    private static void scopes() throws Exception {
        Promise<String> door = Async.promise("door");
        Promise<String> begun = Async.promise("begun");
        TaskHolder holder = TaskHolder.options()
                .name("halls")
                .maxConcurrent(1)
                .grace(Duration.ofMillis(50))
                .open();
        Task<Void> stubborn = holder.add("stubborn", () -> {
            begun.complete("yes");
            while (!door.isDone()) {
                try {
                    door.get();
                } catch (InterruptedException ignored) {
                    // That is what makes it a straggler.
                }
            }
        });
        holder.add("queued", () -> 1);
        begun.get();
        holder.cancel("closing");
        holder.close();
        door.complete("opened");
        Async.waitForAll(stubborn);
    }

    private static void ticks() throws InterruptedException {
        try (Ticker ticker = Ticker.every(Duration.ofMillis(20))
                .followSchedule()
                .maxIterations(2)
                .open()) {
            for (Tick tick : ticker) {
                if (tick.iteration() == 1) {
                    Async.sleep(Duration.ofMillis(95));
                }
            }
        }
    }

    private static void stream() throws InterruptedException {
        try (ResultStreamer<Integer, String> results = ResultStreamer.<Integer, String>options()
                .name("narrow")
                .capacity(1)
                .open()) {
            results.addGenerator("numbers", out -> {
                for (int i = 0; i < 2; i++) {
                    out.emit(i);
                }
            });
            results.noMoreWork();
            Async.sleep(Duration.ofMillis(50));
            for (Result<Integer, String> result : results) {
                result.value();
            }
        }
    }
}
