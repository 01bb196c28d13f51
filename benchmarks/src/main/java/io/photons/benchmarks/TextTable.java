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
    private final StringBuilder text = new StringBuilder();

    TextTable(Work work, List<Column> columns) {
        this.work = work;
        this.columns = columns;
    }

    @Override
    public String toString() {
        text.setLength(0);
        text.append("\n### ").append(work.title()).append("\n\n");
        if (work.scale() == Work.Scale.FIGURES) {
            columns.forEach(this::figures);
        } else {
            all();
        }
        ours();
        remarks();
        return text.append('\n').toString();
    }

    // ---- all contenders

    private void all() {
        boolean timed = work.scale().timed();
        List<String> head = new ArrayList<>();
        head.add(
                switch (work.scale()) {
                    case RATIO, FIGURES -> "× the limit, best/median";
                    case NANOS -> "ns, best/median";
                    case HEAP -> "bytes in use";
                });
        columns.forEach(column -> head.add(column.load().label()));
        if (timed) {
            head.add("bytes/" + work.unit());
        }
        head(head);
        for (Contender contender : work.field().contenders()) {
            List<String> cells = new ArrayList<>(List.of(title(contender)));
            columns.forEach(column -> cells.add(cell(column, contender)));
            if (timed) {
                cells.add(bytes(contender));
            }
            row(cells);
        }
        text.append('\n');
    }

    private String cell(Column column, Contender contender) {
        Samples samples = column.samples().get(contender);
        if (samples == null) {
            return NOTHING;
        }
        return switch (work.scale()) {
            case NANOS -> format("%.0f/%.0f", samples.best(), samples.median());
            case HEAP -> format("%.0f", samples.bytes());
            case RATIO, FIGURES -> {
                Samples.Ratio ratio = column.compare(samples, column.limit());
                yield format("%.2f/%.2f", ratio.best(), ratio.median());
            }
        };
    }

    /** The bytes under the load with the most operations, where what is allocated once weighs least. */
    private String bytes(Contender contender) {
        return columns.stream()
                .filter(column -> column.samples().containsKey(contender))
                .max(Comparator.comparingInt(column -> column.load().total()))
                .map(column -> format("%.0f", column.samples().get(contender).bytes()))
                .orElse(NOTHING);
    }

    private void figures(Column column) {
        List<String> names = List.copyOf(column.limit().figures().keySet());
        List<String> head = new ArrayList<>(List.of(column.load().label()));
        head.addAll(names);
        head(head);
        column.samples().forEach((contender, samples) -> {
            List<String> cells = new ArrayList<>(List.of(title(contender)));
            names.forEach(name -> cells.add(format("%.1f", samples.figures().get(name))));
            row(cells);
        });
        text.append('\n');
    }

    private static String title(Contender contender) {
        return contender.role() == Role.OURS ? "**" + contender.name() + "**" : contender.name();
    }

    // ---- ours

    private void ours() {
        boolean compared =
                columns.stream().anyMatch(column -> !column.of(Role.BASELINE).isEmpty());
        List<String> head = new ArrayList<>(
                switch (work.scale()) {
                    case RATIO, NANOS -> List.of("best/median ± of the median", "limit", "rounds");
                    case HEAP -> List.of("bytes", "limit", "rounds");
                    case FIGURES -> List.of("processor time", "limit", "rounds");
                });
        head.add("ours ÷ limit");
        if (compared) {
            head.add("ours ÷ baseline");
        }
        head.add("ours ÷ best peer");
        head.add("best peer");
        head(head);
        for (Column column : columns) {
            column.of(Role.OURS).forEach(one -> row(comparisons(column, one, compared)));
        }
    }

    private List<String> comparisons(Column column, Contender ours, boolean compared) {
        String label = column.load().label();
        boolean alone = column.of(Role.OURS).size() == 1;
        Function<Contender, String> against = other -> against(column, ours, other);
        List<String> cells = new ArrayList<>();
        cells.add(alone ? label : label + ": " + ours.name());
        cells.add(limit(column));
        cells.add("" + column.limit().rounds());
        cells.add(against.apply(column.of(Role.LIMIT).getFirst()));
        if (compared) {
            cells.add(column.baselineOf(ours).map(against).orElse(NOTHING));
        }
        cells.add(column.bestPeer().map(against).orElse(NOTHING));
        cells.add(column.bestPeer().map(Contender::name).orElse(NOTHING));
        return cells;
    }

    private String against(Column column, Contender ours, Contender other) {
        Samples.Ratio ratio =
                column.compare(column.samples().get(ours), column.samples().get(other));
        if (!Double.isFinite(ratio.median())) {
            return NOTHING;
        }
        return work.scale().timed()
                ? format("%.2f/%.2f ±%.2f", ratio.best(), ratio.median(), ratio.spread())
                : format("%.2f", ratio.median());
    }

    private String limit(Column column) {
        Samples limit = column.limit();
        return switch (work.scale()) {
            case RATIO, NANOS -> format("%.0f/%.0f ns", limit.best(), limit.median());
            case HEAP -> format("%.0f", limit.bytes());
            case FIGURES -> format("%.1f µs", limit.figures().get(Trial.CPU));
        };
    }

    private void remarks() {
        for (Contender contender : work.field().contenders()) {
            if (columns.stream().anyMatch(column -> !column.samples().containsKey(contender))) {
                text.append("\n%s: %s.\n".formatted(contender.name(), contender.remark()));
            }
        }
        work.field().absent().forEach(name -> text.append("\nLeft out: %s.\n".formatted(name)));
    }

    // ---- Markdown

    private static String format(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }

    private void head(List<String> cells) {
        row(cells);
        row(cells.stream().map(cell -> "---").toList());
    }

    private void row(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
