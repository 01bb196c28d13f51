package io.photons.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** A document in Markdown that shows tables, each between two comments that name it. */
final class Report {

    private final Path file;

    Report(Path file) {
        this.file = file;
    }

    /** Puts a table into its place, or throws if there is none. */
    void put(Work work, String table) throws IOException {
        String begin = "<!-- begin: " + work.key() + " -->\n";
        String end = "<!-- end: " + work.key() + " -->";
        String text = Files.readString(file);
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new IOException("%s has no place for the table %s".formatted(file, work.key()));
        }
        String measured = "\nMeasured on %s. %s\n\n".formatted(LocalDate.now(), Setting.machine());
        Files.writeString(file, text.substring(0, from + begin.length()) + table + measured + text.substring(to));
    }
}
