package io.photons.watch;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.photons.terminal.Durations;
import io.photons.terminal.Printable;
import io.photons.watch.Score.Row;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The report: one page that needs nothing but itself. */
final class Report {

    private static final int MEMORY = 240;

    private static final int MOST_ROWS = 250;
    private static final int MOST_COMPLAINTS = 60;
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss", Locale.ENGLISH);

    private Report() {}

    /**
     * Makes the page.
     *
     * @param board the count of everything
     * @param sample a sample of all checks
     * @param failUnder what percentage was asked for
     */
    static String page(Scoreboard board, Sample sample, double failUnder) throws IOException {
        Summary summary = board.summary();
        int rows = Math.min(MOST_ROWS, summary.targets());
        int marks = memory(rows);
        List<Row> worst = board.standing(rows, marks).worst();
        long span = summary.elapsed().toNanos();
        return template()
                .execute(Map.ofEntries(
                        Map.entry("ended", ZonedDateTime.now(ZoneOffset.UTC).format(WHEN) + " UTC"),
                        Map.entry("healthy", PlainLines.percent(summary.healthyPercent())),
                        Map.entry("wanted", PlainLines.percent(failUnder)),
                        Map.entry("enough", summary.healthyPercent() >= failUnder),
                        Map.entry("targets", summary.targets()),
                        Map.entry("rounds", summary.rounds()),
                        Map.entry("elapsed", Durations.say(summary.elapsed())),
                        Map.entry("cards", cards(summary)),
                        Map.entry("latency", new LatencyPicture(sample.marks(), span).markup()),
                        Map.entry("sampled", sample.isPartial() ? sample.marks().size() : 0),
                        Map.entry("timeline", new TimelinePicture(worst, span).markup()),
                        Map.entry("shown", worst.size()),
                        Map.entry("cut", worst.size() < summary.targets() || summary.rounds() > marks),
                        Map.entry("marks", marks),
                        Map.entry("complaints", complaints(worst))));
    }

    /** How many of a target's latest checks it shows, if there are so many targets. */
    static int memory(int targets) {
        return Math.clamp(TimelinePicture.MOST_BARS / Math.clamp(targets, 1, MOST_ROWS), 1, MEMORY);
    }

    private static Template template() throws IOException {
        try (InputStream in = Objects.requireNonNull(Report.class.getResourceAsStream("report.mustache"))) {
            return Mustache.compiler()
                    .zeroIsFalse(true)
                    .emptyStringIsFalse(true)
                    .compile(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private record Card(String label, String number, String style) {}

    private static List<Map<String, String>> cards(Summary summary) {
        return List.of(
                        new Card("checks", String.valueOf(summary.checks()), ""),
                        new Card("ok", String.valueOf(summary.ok()), "ok"),
                        new Card("failed", String.valueOf(summary.failed() - summary.timedOut()), "fail"),
                        new Card("timed out", String.valueOf(summary.timedOut()), "time"),
                        new Card("p50", latency(summary.p50Nanos()), ""),
                        new Card("p95", latency(summary.p95Nanos()), ""),
                        new Card("p99", latency(summary.p99Nanos()), ""))
                .stream()
                .map(card -> Map.of("label", card.label, "number", card.number, "style", card.style))
                .toList();
    }

    private static String latency(long nanos) {
        return nanos == Check.NONE ? "–" : Durations.say(nanos);
    }

    private static List<Map<String, String>> complaints(List<Row> worst) {
        List<Map<String, String>> complaints = new ArrayList<>();
        for (Row row : worst) {
            Check last = row.last();
            if (last != null && last.error() != null && complaints.size() < MOST_COMPLAINTS) {
                complaints.add(Map.of(
                        "name", row.name(),
                        "style", last.verdict() == Verdict.TIMED_OUT ? "time" : "fail",
                        "error", Printable.of(last.error()),
                        "percent", PlainLines.percent(row.percent()),
                        "at", last.at().toString().substring(11, 19)));
            }
        }
        return complaints;
    }
}
