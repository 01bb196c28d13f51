package io.photons.watch;

import io.photons.terminal.BadArgument;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import jdk.jfr.Recording;

/** A flight recording of one run: what is needed for a timeline of its tasks, and not more. */
final class FlightRecording implements AutoCloseable {

    private static final List<String> EVENTS = List.of(
            "io.photons.async.Task",
            "io.photons.async.CancelRequested",
            "io.photons.async.Straggler",
            "io.photons.async.LateTick",
            "io.photons.async.StreamBlocked");

    /** What helps to understand why something took its time. */
    private static final List<String> MACHINE = List.of("jdk.CPULoad", "jdk.GCPhasePause", "jdk.VirtualThreadPinned");

    private final Recording recording;

    private FlightRecording(Recording recording) {
        this.recording = recording;
    }

    /**
     * Makes sure that there is hope of recording, and of writing there.
     *
     * @throws BadArgument if there is none
     */
    static ReportFile placeOf(String argument) {
        if (ModuleLayer.boot().findModule("jdk.jfr").isEmpty()) {
            throw new BadArgument("this JVM has no flight recorder");
        }
        return ReportFile.of(argument);
    }

    /** Begins to record. */
    static FlightRecording start() {
        Recording recording = new Recording();
        recording.setName("photons watch");
        EVENTS.forEach(event -> recording.enable(event).withoutThreshold());
        MACHINE.forEach(recording::enable);
        recording.start();
        return new FlightRecording(recording);
    }

    /** Ends the recording, and writes it beside its place first: whatever goes wrong, what was there stays whole. */
    void write(Path place) throws IOException {
        recording.stop();
        boolean isFile = !Files.exists(place) || Files.isRegularFile(place);
        Path beside = isFile
                ? place.resolveSibling("." + place.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".tmp")
                : Files.createTempFile("photons-watch", ".jfr");
        try {
            recording.dump(beside);
            if (isFile) {
                Files.move(beside, place, StandardCopyOption.REPLACE_EXISTING);
            } else {
                // A device or a pipe: it must not be replaced by a file.
                try (OutputStream out = Files.newOutputStream(place)) {
                    Files.copy(beside, out);
                }
            }
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    @Override
    public void close() {
        recording.close();
    }
}
