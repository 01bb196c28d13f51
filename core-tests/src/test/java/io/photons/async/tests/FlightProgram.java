package io.photons.async.tests;

import io.photons.async.Async;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * Records {@link FlightWork} as a recording does that nobody has set anything for, and prints what it holds of the library:
 * a line for each event.
 */
final class FlightProgram {

    private static final String OURS = "io.photons.async.";

    private FlightProgram() {}

    public static void main(String[] args) throws Exception {
        Async.waitForAll(Async.task("before").start(() -> 1));
        Path file = Files.createTempFile("photons-flight", ".jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            FlightWork.run();
            recording.stop();
            recording.dump(file);
        }
        Async.waitForAll(Async.task("after").start(() -> 1));
        List<RecordedEvent> events = RecordingFile.readAllEvents(file).stream()
                .filter(event -> nameOf(event).startsWith(OURS))
                .toList();
        Map<Long, String> tasks = events.stream()
                .filter(event -> nameOf(event).equals(OURS + "Task"))
                .filter(event -> event.getString("name") != null)
                .collect(Collectors.toMap(
                        event -> event.getThread().getJavaThreadId(),
                        event -> event.getString("name"),
                        // A task that never began has its event on the thread of who ended it.
                        (one, other) -> one + "|" + other));
        events.forEach(event -> System.out.println(line(event, tasks)));
        Files.delete(file);
    }

    private static String nameOf(RecordedEvent event) {
        return event.getEventType().getName();
    }

    private static String line(RecordedEvent event, Map<Long, String> tasks) {
        String kind = nameOf(event).substring(OURS.length());
        return kind + " "
                + switch (kind) {
                    case "Task" ->
                        text(event, "name", "scope", "outcome", "error")
                                + (event.getDuration().toMillis() >= 20 ? "long" : "short");
                    case "CancelRequested" -> text(event, "name", "scope", "reason") + "runs as " + ranAs(event, tasks);
                    case "Straggler" ->
                        text(event, "name", "scope")
                                + event.getDuration("grace") + " runs as "
                                + ranAs(event, tasks) + ", "
                                + (event.getString("standsAt").isEmpty() ? "nowhere" : "somewhere");
                    case "LateTick" ->
                        text(event, "ticker")
                                + event.getLong("iteration") + " "
                                + (event.getDuration("late").toMillis() >= 10 ? "late" : "in time");
                    case "StreamBlocked" ->
                        text(event, "stream")
                                + event.getLong("capacity") + " "
                                + (event.getDuration().isPositive() ? "waited" : "did not wait");
                    default -> "unknown";
                };
    }

    private static String text(RecordedEvent event, String... fields) {
        StringBuilder text = new StringBuilder();
        for (String field : fields) {
            text.append(event.getString(field)).append(' ');
        }
        return text.toString();
    }

    private static String ranAs(RecordedEvent event, Map<Long, String> tasks) {
        RecordedThread thread = event.getThread("thread");
        return thread == null ? "none" : tasks.get(thread.getJavaThreadId());
    }
}
