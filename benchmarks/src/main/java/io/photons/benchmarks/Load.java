package io.photons.benchmarks;

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

    /** The head of the column. */
    String label() {
        return "%,d %s".formatted(operations, body);
    }
}
