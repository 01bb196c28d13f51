package io.photons.top;

import io.photons.terminal.AsciiJson;
import io.photons.terminal.Output;
import io.photons.top.Row.Folds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The whole tree as a JSON object on a line; plain ASCII whatever a name holds. */
final class JsonTree {

    private final JsonFactory json = AsciiJson.factory();
    private final Output output;

    JsonTree(Output output) {
        this.output = output;
    }

    /** Writes a snapshot. */
    void write(Jvm jvm, Snapshot snapshot, Selection selection, Folds folds) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        try (JsonGenerator generator = json.createGenerator(ObjectWriteContext.empty(), bytes)) {
            generator.writeStartObject();
            generator.writeNumberProperty("pid", jvm.pid());
            generator.writeStringProperty("jvm", jvm.name());
            generator.writeStringProperty("at", Instant.now().toString());
            generator.writeObjectPropertyStart("counts");
            snapshot.counts().forEach(generator::writeNumberProperty);
            generator.writeEndObject();
            nodes(generator, selection, folds);
            generator.writeEndObject();
        }
        bytes.write('\n');
        output.write(bytes.toByteArray());
    }

    private static void nodes(JsonGenerator generator, Selection selection, Folds folds) {
        Deque<Iterator<Node>> open = new ArrayDeque<>();
        generator.writeArrayPropertyStart("nodes");
        open.push(selection.roots().iterator());
        while (!open.isEmpty()) {
            if (open.element().hasNext()) {
                Node node = open.element().next();
                generator.writeStartObject();
                members(generator, node, folds.stack(node));
                generator.writeArrayPropertyStart("children");
                open.push(selection.below(node).iterator());
            } else {
                open.pop();
                generator.writeEndArray();
                if (!open.isEmpty()) {
                    generator.writeEndObject();
                }
            }
        }
    }

    private static void members(JsonGenerator generator, Node node, List<String> stack) {
        generator.writeStringProperty("id", node.id());
        generator.writeStringProperty("kind", node.kind());
        generator.writeStringProperty("label", node.label());
        text(generator, "name", node.name());
        generator.writeStringProperty("state", node.state());
        generator.writeStringProperty("detail", node.detail());
        generator.writeNumberProperty("ageMillis", node.ageMillis());
        text(generator, "waitsFor", node.waitsFor());
        time(generator, "leftMillis", node.leftMillis());
        time(generator, "remainingMillis", node.remainingMillis());
        text(generator, "startedBy", node.startedBy());
        text(generator, "startedAt", node.startedAt());
        if (!stack.isEmpty()) {
            generator.writeArrayPropertyStart("stack");
            stack.forEach(generator::writeString);
            generator.writeEndArray();
        }
    }

    private static void text(JsonGenerator generator, String name, @Nullable String text) {
        if (text != null) {
            generator.writeStringProperty(name, text);
        }
    }

    private static void time(JsonGenerator generator, String name, long millis) {
        if (millis != Node.NONE) {
            generator.writeNumberProperty(name, millis);
        }
    }
}
