package io.photons.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One column of a table.
 *
 * @param operations how many of whatever is counted there are
 * @param repeats how many times each of them is done in one go, all of which count
 * @param body what a task does, in a word
 * @param spawner which kind of thread runs the trial
 */
public record Load(int operations, int repeats, String body, Spawner spawner) {

    private static final int WARM_UP_SHARE = 5;

    /** The kinds of thread that a trial can run on. */
    public enum Spawner {
        /** A virtual thread. */
        VIRTUAL,
        /** A thread of the operating system, such as the main thread. */
        PLATFORM
    }

    /**
     * A load each operation of which is done once.
     *
     * @param operations how many
     * @param body what a task does, in a word
     * @param spawner which kind of thread runs the trial
     */
    public Load(int operations, String body, Spawner spawner) {
        this(operations, 1, body, spawner);
    }

    /**
     * Returns a thousand, ten thousand and a hundred thousand of each body.
     *
     * @param spawner which kind of thread runs the trial
     * @param bodies what a task does, in a word
     * @return the loads
     */
    public static List<Load> grid(Spawner spawner, String... bodies) {
        return Stream.of(bodies)
                .flatMap(body -> IntStream.of(1_000, 10_000, 100_000)
                        .mapToObj(operations -> new Load(operations, body, spawner)))
                .toList();
    }

    /**
     * Returns the same, repeated until a go is long enough to be timed.
     *
     * @param least how many operations there must be in a go
     * @return the load
     */
    public Load repeatedTo(int least) {
        return new Load(operations, Math.max(1, least / operations), body, spawner);
    }

    /** How many operations a go does. */
    int total() {
        return operations * repeats;
    }

    /** A smaller one, to have everything compiled. */
    Load forWarmUp() {
        return repeats == 1
                ? new Load(Math.max(1, operations / WARM_UP_SHARE), body, spawner)
                : new Load(operations, Math.max(1, repeats / WARM_UP_SHARE), body, spawner);
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
