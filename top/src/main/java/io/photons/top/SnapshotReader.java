package io.photons.top;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Reads what a JVM tells of its tasks. Trees may be as deep as they like; members that are not known are skipped. */
final class SnapshotReader {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();

    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final Deque<Draft> open = new ArrayDeque<>();
    private final Draft top = new Draft();

    private SnapshotReader() {}

    private static final class Draft {
        private final Map<String, String> words = new LinkedHashMap<>();
        private final Map<String, Long> numbers = new LinkedHashMap<>();
        private final List<Node> children = new ArrayList<>();

        Node finished() {
            return new Node(
                    word("id"),
                    word("kind"),
                    word("label"),
                    words.get("name"),
                    word("state"),
                    word("detail"),
                    numbers.getOrDefault("ageMillis", 0L),
                    words.get("waitsFor"),
                    time("leftMillis"),
                    time("remainingMillis"),
                    words.get("startedBy"),
                    words.get("startedAt"),
                    children);
        }

        private String word(String name) {
            return words.getOrDefault(name, "");
        }

        private long time(String name) {
            return numbers.getOrDefault(name, Node.NONE);
        }
    }

    /**
     * Reads a snapshot.
     *
     * @throws Trouble if the text is none
     */
    static Snapshot read(String json) throws Trouble {
        SnapshotReader reader = new SnapshotReader();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            reader.read(parser);
        } catch (JacksonException e) {
            throw unreadable(e);
        }
        return new Snapshot(reader.counts, reader.top.children);
    }

    private void read(JsonParser parser) throws Trouble {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw unreadable(null);
        }
        open.push(top);
        String member = "";
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            switch (token) {
                case PROPERTY_NAME -> member = parser.currentName();
                case START_ARRAY -> {
                    if (!member.equals("nodes") && !member.equals("children")) {
                        parser.skipChildren();
                    }
                }
                case START_OBJECT -> {
                    if (parser.streamReadContext().getParent().inArray()) {
                        open.push(new Draft());
                    } else if (member.equals("counts")) {
                        readCounts(parser);
                    } else {
                        parser.skipChildren();
                    }
                }
                case END_OBJECT -> {
                    if (open.size() > 1) {
                        Node node = open.pop().finished();
                        open.element().children.add(node);
                    }
                }
                case VALUE_STRING -> open.element().words.put(member, parser.getString());
                case VALUE_NUMBER_INT -> open.element().numbers.put(member, parser.getLongValue());
                default -> {
                    // The ends of arrays are told by those of the objects in them; what is null or a truth is nobody's.
                }
            }
        }
    }

    private void readCounts(JsonParser parser) {
        String member = "";
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            switch (token) {
                case PROPERTY_NAME -> member = parser.currentName();
                case VALUE_NUMBER_INT -> counts.put(member, parser.getLongValue());
                case START_OBJECT, START_ARRAY -> parser.skipChildren();
                default -> {
                    // No count.
                }
            }
        }
    }

    private static Trouble unreadable(@Nullable Throwable cause) {
        return new Trouble("what it tells of its tasks cannot be read; is its version of Photons another one?", cause);
    }
}
