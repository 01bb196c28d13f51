package io.photons.benchmarks;

import java.io.StringWriter;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What was measured, for a program: one JSON object a line, of one contender of ours in one column of a table. */
final class JsonLines {

    private static final double THOUSANDTHS = 1000;

    private final JsonFactory json = new JsonFactory();
    private final Work work;

    JsonLines(Work work) {
        this.work = work;
    }

    String of(Column column) {
        StringBuilder lines = new StringBuilder();
        for (Contender ours : column.of(Role.OURS)) {
            StringWriter line = new StringWriter();
            try (JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), line)) {
                out.writeStartObject();
                line(out, column, ours);
                out.writeEndObject();
            }
            lines.append(line).append('\n');
        }
        return lines.toString();
    }

    private void line(JsonGenerator out, Column column, Contender ours) {
        Samples samples = column.samples().get(ours);
        out.writeStringProperty("work", work.key());
        out.writeNumberProperty("n", column.load().operations());
        out.writeStringProperty("body", column.load().body());
        out.writeStringProperty("ours", ours.name());
        out.writeNumberProperty("rounds", column.limit().rounds());
        compare(out, column, "limit", samples, Optional.of(column.limit()));
        Optional<Contender> best = column.bestPeer();
        out.writeStringProperty("best_peer", best.map(Contender::name).orElse(null));
        compare(out, column, "best_peer", samples, best.map(column.samples()::get));
        Optional<Contender> baseline = column.baselineOf(ours);
        if (baseline.isPresent()) {
            compare(out, column, "baseline", samples, baseline.map(column.samples()::get));
        }
        costs(out, samples, "ns_per_op", "bytes_per_op");
        out.writeObjectPropertyStart("peers");
        column.samples().forEach((contender, others) -> {
            if (contender.role() != Role.OURS) {
                out.writeObjectPropertyStart(contender.name());
                numbers(out, column, others);
                out.writeEndObject();
            }
        });
        out.writeEndObject();
    }

    /** The median of the ratios under the plain name, with the ends of its confidence interval, and the best deciles'. */
    private static void compare(JsonGenerator out, Column column, String to, Samples ours, Optional<Samples> other) {
        String name = "ours_to_" + to;
        Samples.Ratio ratio =
                other.map(samples -> column.compare(ours, samples)).orElse(Samples.Ratio.NONE);
        number(out, name, ratio.median());
        number(out, name + "_best", ratio.best());
        number(out, name + "_low", ratio.low());
        number(out, name + "_high", ratio.high());
    }

    private void numbers(JsonGenerator out, Column column, Samples samples) {
        Samples.Ratio ratio = column.compare(samples, column.limit());
        number(out, "median", ratio.median());
        number(out, "best", ratio.best());
        number(out, "low", ratio.low());
        number(out, "high", ratio.high());
        costs(out, samples, "ns", "bytes");
    }

    private void costs(JsonGenerator out, Samples samples, String ns, String bytes) {
        number(out, ns, work.scale().timed() ? samples.median() : Double.NaN);
        number(out, bytes, samples.bytes());
        samples.figures().forEach((name, value) -> number(out, name, value));
    }

    private static void number(JsonGenerator out, String name, double value) {
        if (Double.isFinite(value)) {
            out.writeNumberProperty(name, Math.round(value * THOUSANDTHS) / THOUSANDTHS);
        } else {
            out.writeNullProperty(name);
        }
    }
}
