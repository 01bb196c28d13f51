package io.photons.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a work costs against how much of it there is, drawn: two charts, of time and of memory. */
final class Curves {

    /** The works that are drawn, by their keys. */
    static final List<String> KEYS = List.of("spawn", "stream", "cancel", "callbacks-added");

    private static final int[] PIECES = {1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000};
    private static final double MILLIS = 1e6;
    private static final double MEGABYTES = 1e6;

    private final Work work;
    private final Map<Contender, List<Point>> curves = new LinkedHashMap<>();

    Curves(Work work) {
        this.work = work;
    }

    /** One reading: how many pieces, and what all of them cost together. */
    private record Point(int pieces, double millis, double megabytes) {}

    /** The loads to be measured: those of the table's first column, more and more of it. */
    static List<Load> loads(Work work) {
        Load first = work.loads().getFirst();
        return IntStream.of(PIECES)
                .mapToObj(pieces -> {
                    Load load = new Load(pieces, first.body(), first.spawner());
                    return first.repeats() > 1 ? load.repeatedTo(first.total()) : load;
                })
                .toList();
    }

    void add(Column column) {
        int pieces = column.load().operations();
        column.samples().forEach((contender, samples) -> {
            if (contender.role() != Role.CONTROL) {
                curves.computeIfAbsent(contender, key -> new ArrayList<>())
                        .add(new Point(
                                pieces, samples.median() * pieces / MILLIS, samples.bytes() * pieces / MEGABYTES));
            }
        });
    }

    /** Draws what has been added into two files of a directory. */
    void draw(Path directory) throws IOException {
        Files.createDirectories(directory);
        Chart time = new Chart(work.title() + ": time", "pieces", "milliseconds");
        Chart memory = new Chart(work.title() + ": memory allocated", "pieces", "megabytes");
        curves.forEach((contender, points) -> {
            double[] pieces = points.stream().mapToDouble(Point::pieces).toArray();
            time.line(
                    contender,
                    pieces,
                    points.stream().mapToDouble(Point::millis).toArray());
            memory.line(
                    contender,
                    pieces,
                    points.stream().mapToDouble(Point::megabytes).toArray());
        });
        time.write(directory.resolve(work.key() + "-time.svg"));
        memory.write(directory.resolve(work.key() + "-memory.svg"));
    }
}
