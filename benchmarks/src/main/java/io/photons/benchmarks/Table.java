package io.photons.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was measured of one work, to be printed for a reader or for a program. */
final class Table {

    private final Work work;
    private final Map<Load, Map<Contender, Samples>> columns = new LinkedHashMap<>();

    Table(Work work) {
        this.work = work;
    }

    void add(Load load, Map<Contender, Samples> samples) {
        columns.put(load, samples);
    }

    // ---- for a reader

    String toText() {
        StringBuilder text = new StringBuilder("\n## ").append(work.title()).append("\n\n");
        List<String> head = new ArrayList<>();
        head.add(
                switch (work.scale()) {
                    case RATIO -> "× the limit, best/median";
                    case NANOS -> "ns, best/median";
                    case HEAP -> "bytes in use";
                });
        columns.keySet().forEach(load -> head.add(load.label()));
        if (work.scale() != Work.Scale.HEAP) {
            head.add("bytes/" + work.unit());
        }
        row(text, head);
        row(text, head.stream().map(cell -> "---").toList());
        for (Contender contender : work.field().contenders()) {
            List<String> cells = new ArrayList<>();
            cells.add(contender.role() == Role.OURS ? "**" + contender.name() + "**" : contender.name());
            columns.keySet().forEach(load -> cells.add(cell(load, contender)));
            if (work.scale() != Work.Scale.HEAP) {
                cells.add(bytes(contender));
            }
            row(text, cells);
        }
        columns.forEach((load, samples) ->
                text.append("%n%s: limit %s, %d rounds".formatted(load.label(), limitOf(samples), roundsOf(samples))));
        work.field().absent().forEach(name -> text.append("\nleft out: ").append(name));
        return text.append("\n\n").toString();
    }

    private static void row(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private String cell(Load load, Contender contender) {
        Samples samples = columns.get(load).get(contender);
        if (samples == null) {
            return "–";
        }
        if (work.scale() == Work.Scale.NANOS) {
            return String.format(Locale.ROOT, "%.0f/%.0f", samples.best(), samples.median());
        }
        if (work.scale() == Work.Scale.HEAP) {
            return "%.0f".formatted(samples.bytes());
        }
        Samples limit = limit(columns.get(load));
        return String.format(Locale.ROOT, "%.2f/%.2f", samples.bestRatio(limit), samples.medianRatio(limit));
    }

    /** The bytes under the load with the most operations, where what is allocated once weighs least. */
    private String bytes(Contender contender) {
        return columns.entrySet().stream()
                .filter(column -> column.getValue().containsKey(contender))
                .max(Comparator.comparingInt(column -> column.getKey().operations()))
                .map(column -> "%.0f".formatted(column.getValue().get(contender).bytes()))
                .orElse("–");
    }

    private String limitOf(Map<Contender, Samples> samples) {
        Samples limit = limit(samples);
        if (work.scale() == Work.Scale.HEAP) {
            return "%.0f bytes".formatted(limit.bytes());
        }
        return String.format(Locale.ROOT, "%.0f/%.0f ns", limit.best(), limit.median());
    }

    private static int roundsOf(Map<Contender, Samples> samples) {
        return limit(samples).rounds();
    }

    private static Samples limit(Map<Contender, Samples> samples) {
        return first(samples, Role.LIMIT).map(samples::get).orElseThrow();
    }

    private static Optional<Contender> first(Map<Contender, Samples> samples, Role role) {
        return samples.keySet().stream()
                .filter(contender -> contender.role() == role)
                .findFirst();
    }

    // ---- for a program

    String toJson() {
        return columns.entrySet().stream()
                .map(column -> json(column.getKey(), column.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    private String json(Load load, Map<Contender, Samples> samples) {
        Samples limit = limit(samples);
        Samples ours = first(samples, Role.OURS).map(samples::get).orElseThrow();
        Contender bestPeer = samples.keySet().stream()
                .filter(contender -> contender.role() == Role.PEER)
                .min(Comparator.comparingDouble(
                        contender -> samples.get(contender).medianRatio(limit)))
                .orElseThrow();
        String peers = samples.entrySet().stream()
                .filter(peer -> peer.getValue() != ours)
                .map(peer -> "\"%s\":{%s}".formatted(peer.getKey().name(), numbers(peer.getValue(), limit)))
                .collect(Collectors.joining(","));
        return ("{\"work\":\"%s\",\"n\":%d,\"body\":\"%s\",\"rounds\":%d,\"ours_to_limit\":%s,\"ours_to_limit_best\":%s,"
                        + "\"best_peer\":\"%s\",\"ours_to_best_peer\":%s,\"bytes_per_op\":%.0f,\"peers\":{%s}}")
                .formatted(
                        work.key(),
                        load.operations(),
                        load.body(),
                        limit.rounds(),
                        number(ours.medianRatio(limit)),
                        number(ours.bestRatio(limit)),
                        bestPeer.name(),
                        number(ours.medianRatio(samples.get(bestPeer))),
                        ours.bytes(),
                        peers);
    }

    private String numbers(Samples samples, Samples limit) {
        return "\"best\":%s,\"median\":%s,\"ns\":%s,\"bytes\":%.0f"
                .formatted(
                        number(samples.bestRatio(limit)),
                        number(samples.medianRatio(limit)),
                        number(samples.median()),
                        samples.bytes());
    }

    /** Times say nothing in a table of heap. */
    private String number(double value) {
        return work.scale() == Work.Scale.HEAP || Double.isNaN(value)
                ? "null"
                : String.format(Locale.ROOT, "%.3f", value);
    }
}
