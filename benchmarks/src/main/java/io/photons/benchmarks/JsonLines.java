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
        compare(out, "limit", samples, Optional.of(column.limit()));
        Optional<Contender> best = column.bestPeer(work.scale());
        out.writeStringProperty("best_peer", best.map(Contender::name).orElse(null));
        compare(out, "best_peer", samples, best.map(column.samples()::get));
        Optional<Contender> baseline = column.baselineOf(ours);
        if (baseline.isPresent()) {
            compare(out, "baseline", samples, baseline.map(column.samples()::get));
        }
        number(out, "ns_per_op", work.scale() == Work.Scale.HEAP ? Double.NaN : samples.median());
        number(out, "bytes_per_op", samples.bytes());
        out.writeObjectPropertyStart("peers");
        column.samples().forEach((contender, others) -> {
            if (contender.role() != Role.OURS) {
                out.writeObjectPropertyStart(contender.name());
                numbers(out, others, column.limit());
                out.writeEndObject();
            }
        });
        out.writeEndObject();
    }

    /** The median of the ratios under the plain name, with the ends of its confidence interval, and the best deciles'. */
    private void compare(JsonGenerator out, String to, Samples ours, Optional<Samples> other) {
        String name = "ours_to_" + to;
        Samples.Ratio ratio = other.map(samples -> ratio(ours, samples)).orElse(Samples.Ratio.NONE);
        number(out, name, ratio.median());
        number(out, name + "_best", ratio.best());
        number(out, name + "_low", ratio.low());
        number(out, name + "_high", ratio.high());
    }

    private void numbers(JsonGenerator out, Samples samples, Samples limit) {
        Samples.Ratio ratio = ratio(samples, limit);
        number(out, "median", ratio.median());
        number(out, "best", ratio.best());
        number(out, "low", ratio.low());
        number(out, "high", ratio.high());
        number(out, "ns", work.scale() == Work.Scale.HEAP ? Double.NaN : samples.median());
        number(out, "bytes", samples.bytes());
    }

    private Samples.Ratio ratio(Samples samples, Samples other) {
        return work.scale() == Work.Scale.HEAP ? samples.bytesOver(other) : samples.over(other);
    }

    private static void number(JsonGenerator out, String name, double value) {
        if (Double.isFinite(value)) {
            out.writeNumberProperty(name, Math.round(value * THOUSANDTHS) / THOUSANDTHS);
        } else {
            out.writeNullProperty(name);
        }
    }
}
