package io.photons.top;

import java.util.List;
import java.util.Map;

/**
 * What ran at about one moment.
 *
 * @param counts how many there are of what, by the names that the JVM has for them, in its order
 * @param nodes what nobody else stands above
 */
record Snapshot(Map<String, Long> counts, List<Node> nodes) {

    Snapshot {
        nodes = List.copyOf(nodes);
    }

    long count(String name) {
        return counts.getOrDefault(name, 0L);
    }
}
