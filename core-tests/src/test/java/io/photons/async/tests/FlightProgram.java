package io.photons.async.tests;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.Tick;
import io.photons.async.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Records itself, and prints what the recording holds of the library: a line for each event. */
final class FlightProgram {

    private static final List<String> EVENTS =
            List.of("Task", "CancelRequested", "Straggler", "LateTick", "StreamBlocked");

    private FlightProgram() {}

    public static void main(String[] args) throws Exception {
        Async.waitForAll(Async.task("before").start(() -> 1));
        Path file = Files.createTempFile("photons-flight", ".jfr");
        try (Recording recording = new Recording()) {
            EVENTS.forEach(name -> recording.enable("io.photons.async." + name).withoutThreshold());
            recording.start();
            tasks();
            scopes();
            ticks();
            stream();
            recording.stop();
            recording.dump(file);
        }
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            System.out.println(line(event));
        }
        Files.delete(file);
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
        holder.add("stubborn", () -> {
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

    private static String line(RecordedEvent event) {
        String name = event.getEventType().getName().replace("io.photons.async.", "");
        return switch (name) {
            case "Task" ->
                String.join(
                        " ",
                        name,
                        event.getString("name"),
                        event.getString("scope"),
                        event.getString("outcome"),
                        event.getString("error"),
                        event.getDuration().toMillis() >= 20 ? "long" : "short");
            case "CancelRequested" ->
                String.join(" ", name, event.getString("name"), event.getString("scope"), event.getString("reason"));
            case "Straggler" ->
                String.join(
                        " ",
                        name,
                        event.getString("name"),
                        event.getString("scope"),
                        event.getDuration("grace").toString(),
                        event.getString("standsAt").isEmpty() ? "nowhere" : "somewhere");
            case "LateTick" ->
                String.join(
                        " ",
                        name,
                        event.getString("ticker"),
                        String.valueOf(event.getLong("iteration")),
                        event.getDuration("late").toMillis() >= 10 ? "late" : "in time");
            default ->
                String.join(
                        " ",
                        name,
                        event.getString("stream"),
                        String.valueOf(event.getLong("capacity")),
                        event.getDuration().isPositive() ? "waited" : "did not wait");
        };
    }
}
