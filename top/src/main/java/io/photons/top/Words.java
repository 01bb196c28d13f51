package io.photons.top;

import io.photons.terminal.Durations;
import io.photons.terminal.Printable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the lines of every output say; whatever it was made of, it is safe to print. */
final class Words {

    /** As much as is ever shown of a text that somebody else wrote. */
    private static final int LONGEST = 300;

    private Words() {}

    static String state(Node node) {
        return Printable.of(node.state().toLowerCase(Locale.ROOT), LONGEST);
    }

    static String age(Node node) {
        return node.kind().equals("FUTURE") ? "" : Durations.say(node.ageMillis() * 1_000_000);
    }

    /** Kind, name and detail. */
    static String label(Node node) {
        String label = Printable.of(node.label(), LONGEST);
        return node.detail().isEmpty() || node.isTask() ? label : label + "  " + Printable.of(node.detail(), LONGEST);
    }

    /** What it waits for, how long it has, and where it comes from. */
    static String waiting(Node node) {
        StringBuilder words = new StringBuilder();
        if (node.waitsFor() != null) {
            words.append("waits for ").append(Printable.of(node.waitsFor(), LONGEST));
            left(words, node.leftMillis(), " left");
        }
        left(words, node.remainingMillis(), " to its time-out");
        if (node.startedAt() != null) {
            words.append(words.isEmpty() ? "" : "  ")
                    .append("from ")
                    .append(origin(node.startedBy(), node.startedAt()));
        }
        return words.toString();
    }

    private static String origin(@Nullable String starter, String place) {
        return (starter == null ? "" : Printable.of(starter, LONGEST) + " ") + "at " + Printable.of(place, LONGEST);
    }

    private static void left(StringBuilder words, long millis, String what) {
        if (millis != Node.NONE) {
            words.append(words.isEmpty() ? "" : " ")
                    .append('(')
                    .append(Durations.say(millis * 1_000_000))
                    .append(what)
                    .append(')');
        }
    }

    static String call(String call) {
        return Printable.of(call, LONGEST);
    }

    /** The counts in a line. */
    static String counts(Snapshot snapshot) {
        return String.format(
                Locale.ROOT,
                "%,d running  %,d waiting  %,d queued  %,d stragglers  %,d late ticks"
                        + "   started %,d: %,d ok, %,d failed, %,d cancelled",
                snapshot.count("running"),
                snapshot.count("waiting"),
                snapshot.count("queued"),
                snapshot.count("stragglers"),
                snapshot.count("lateTicks"),
                snapshot.count("started"),
                snapshot.count("succeeded"),
                snapshot.count("failed"),
                snapshot.count("cancelled"));
    }
}
