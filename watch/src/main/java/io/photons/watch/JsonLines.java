package io.photons.watch;

import io.photons.terminal.AsciiJson;
import io.photons.terminal.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A JSON object on a line for each check, and one for the summary; plain ASCII whatever a server or a name holds. */
final class JsonLines implements Sink {

    private final JsonFactory json = AsciiJson.factory();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final Output output;
    private final boolean quiet;

    /**
     * Makes one.
     *
     * @param output where it writes
     * @param quiet whether it leaves out the checks
     */
    JsonLines(Output output, boolean quiet) {
        this.output = output;
        this.quiet = quiet;
    }

    private interface Fields {
        void write(JsonGenerator generator);
    }

    @Override
    public void accept(Turn turn, Check check) throws IOException {
        if (quiet) {
            return;
        }
        object(generator -> {
            generator.writeNumberProperty("round", turn.round().number());
            generator.writeStringProperty("target", turn.target().name());
            generator.writeBooleanProperty("ok", check.ok());
            millis(generator, "latency_ms", check.latencyNanos());
            if (check.status() == Check.NONE) {
                generator.writeNullProperty("status");
            } else {
                generator.writeNumberProperty("status", check.status());
            }
            generator.writeStringProperty("error", check.error());
            generator.writeStringProperty("at", check.at().toString());
        });
    }

    @Override
    public void finish(Summary summary) throws IOException {
        object(generator -> {
            generator.writeObjectPropertyStart("summary");
            generator.writeNumberProperty("targets", summary.targets());
            generator.writeNumberProperty("rounds", summary.rounds());
            generator.writeNumberProperty("checks", summary.checks());
            generator.writeNumberProperty("ok", summary.ok());
            generator.writeNumberProperty("failed", summary.failed());
            generator.writeNumberProperty("timed_out", summary.timedOut());
            millis(generator, "p50_ms", summary.p50Nanos());
            millis(generator, "p95_ms", summary.p95Nanos());
            millis(generator, "p99_ms", summary.p99Nanos());
            generator.writeNumberProperty("healthy_percent", Math.floor(summary.healthyPercent() * 100) / 100);
            generator.writeNumberProperty(
                    "elapsed_ms", Math.rint(summary.elapsed().toNanos() / 1e3) / 1e3);
            generator.writeEndObject();
        });
    }

    private static void millis(JsonGenerator generator, String name, long nanos) {
        if (nanos == Check.NONE) {
            generator.writeNullProperty(name);
        } else {
            generator.writeNumberProperty(name, Math.rint(nanos / 1e3) / 1e3);
        }
    }

    private void object(Fields fields) throws IOException {
        bytes.reset();
        try (JsonGenerator generator = json.createGenerator(ObjectWriteContext.empty(), bytes)) {
            generator.writeStartObject();
            fields.write(generator);
            generator.writeEndObject();
        }
        bytes.write('\n');
        output.write(bytes.toByteArray());
    }
}
