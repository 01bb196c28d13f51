package io.photons.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * One column of a table.
 *
 * @param operations how many of whatever is counted a trial does
 * @param body what a task does, in a word
 * @param spawner which kind of thread runs the trial
 */
public record Load(int operations, String body, Spawner spawner) {

    /** The kinds of thread that a trial can run on. */
    public enum Spawner {
        /** A virtual thread. */
        VIRTUAL,
        /** A thread of the operating system, such as the main thread. */
        PLATFORM
    }

    /** Whether the head of the column, its number written without commas, contains one of the given parts. */
    boolean isOneOf(List<String> parts) {
        String plain = operations + " " + body;
        return parts.stream().anyMatch(plain::contains);
    }

    /** The head of the column. */
    String label() {
        return String.format(Locale.ROOT, "%,d %s", operations, body);
    }
}
