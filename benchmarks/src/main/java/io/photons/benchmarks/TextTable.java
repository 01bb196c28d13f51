package io.photons.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What was measured of one work, for a reader: a table in Markdown, and one of what follows from it. */
final class TextTable {

    private static final String NOTHING = "–";

    private final Work work;
    private final List<Column> columns;

    TextTable(Work work, List<Column> columns) {
        this.work = work;
        this.columns = columns;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("\n## ").append(work.title()).append("\n\n");
        all(text);
        text.append('\n');
        ours(text);
        work.field().absent().forEach(name -> text.append("\nLeft out: ").append(name));
        return text.append("\n").toString();
    }

    // ---- all contenders

    private void all(StringBuilder text) {
        boolean heap = work.scale() == Work.Scale.HEAP;
        List<String> head = new ArrayList<>();
        head.add(
                switch (work.scale()) {
                    case RATIO -> "× the limit, best/median";
                    case NANOS -> "ns, best/median";
                    case HEAP -> "bytes in use";
                });
        columns.forEach(column -> head.add(column.load().label()));
        if (!heap) {
            head.add("bytes/" + work.unit());
        }
        head(text, head);
        for (Contender contender : work.field().contenders()) {
            List<String> cells = new ArrayList<>();
            cells.add(contender.role() == Role.OURS ? "**" + contender.name() + "**" : contender.name());
            columns.forEach(column -> cells.add(cell(column, contender)));
            if (!heap) {
                cells.add(bytes(contender));
            }
            row(text, cells);
        }
    }

    private String cell(Column column, Contender contender) {
        Samples samples = column.samples().get(contender);
        if (samples == null) {
            return NOTHING;
        }
        return switch (work.scale()) {
            case NANOS -> pair("%.0f/%.0f", samples.best(), samples.median());
            case HEAP -> "%.0f".formatted(samples.bytes());
            case RATIO -> {
                Samples.Ratio ratio = samples.over(column.limit());
                yield pair("%.2f/%.2f", ratio.best(), ratio.median());
            }
        };
    }

    /** The bytes under the load with the most operations, where what is allocated once weighs least. */
    private String bytes(Contender contender) {
        return columns.stream()
                .filter(column -> column.samples().containsKey(contender))
                .max(Comparator.comparingInt(column -> column.load().operations()))
                .map(column -> "%.0f".formatted(column.samples().get(contender).bytes()))
                .orElse(NOTHING);
    }

    // ---- ours

    private void ours(StringBuilder text) {
        boolean compared =
                columns.stream().anyMatch(column -> !column.of(Role.BASELINE).isEmpty());
        List<String> head = new ArrayList<>(List.of("", "limit", "rounds", "ours ÷ limit"));
        if (compared) {
            head.add("ours ÷ baseline");
        }
        head.add("ours ÷ best peer");
        head.add("best peer");
        head(text, head);
        for (Column column : columns) {
            List<Contender> ours = column.of(Role.OURS);
            for (Contender one : ours) {
                String label = column.load().label();
                List<String> cells = new ArrayList<>();
                cells.add(ours.size() == 1 ? label : label + ": " + one.name());
                cells.add(limit(column));
                cells.add("" + column.limit().rounds());
                cells.add(against(column, one, column.limit()));
                if (compared) {
                    cells.add(column.baselineOf(one).map(other(column, one)).orElse(NOTHING));
                }
                var best = column.bestPeer(work.scale());
                cells.add(best.map(other(column, one)).orElse(NOTHING));
                cells.add(best.map(Contender::name).orElse(NOTHING));
                row(text, cells);
            }
        }
    }

    private Function<Contender, String> other(Column column, Contender ours) {
        return other -> against(column, ours, column.samples().get(other));
    }

    private String against(Column column, Contender ours, Samples other) {
        Samples samples = column.samples().get(ours);
        if (work.scale() == Work.Scale.HEAP) {
            return other.bytes() == 0
                    ? NOTHING
                    : pair("%.2f", samples.bytesOver(other).median());
        }
        Samples.Ratio ratio = samples.over(other);
        return pair("%.2f/%.2f ±%.2f", ratio.best(), ratio.median(), ratio.spread());
    }

    private String limit(Column column) {
        Samples limit = column.limit();
        return work.scale() == Work.Scale.HEAP
                ? "%.0f bytes".formatted(limit.bytes())
                : pair("%.0f/%.0f ns", limit.best(), limit.median());
    }

    // ---- Markdown

    private static String pair(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }

    private static void head(StringBuilder text, List<String> cells) {
        row(text, cells);
        row(text, cells.stream().map(cell -> "---").toList());
    }

    private static void row(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
