package io.photons.watch;

import static io.photons.watch.Svg.number;

import io.photons.terminal.Durations;
import io.photons.watch.History.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Latency over time: a dot for each check that went well, a cross for each that failed, a bar for each that timed out, and
 * lines for the median and the slowest twentieth. Latency grows by powers of ten.
 */
final class LatencyPicture {

    private static final double WIDTH = 1000;
    private static final double HEIGHT = 320;
    private static final double LEFT = 58;
    private static final double TOP = 12;
    private static final double BOTTOM = 284;
    private static final int SLICES = 48;
    private static final int FEWEST_IN_SLICE = 5;

    private final List<Mark> marks;
    private final TimeAxis time;
    private final double lowest;
    private final double highest;

    LatencyPicture(List<Mark> marks, long spanNanos) {
        this.marks =
                marks.stream().filter(mark -> mark.latencyNanos() != Check.NONE).toList();
        time = new TimeAxis(LEFT, WIDTH - 12, spanNanos);
        double least = nanos().min().orElse(1_000_000);
        double most = nanos().max().orElse(1_000_000);
        lowest = Math.floor(Math.log10(Math.max(least, 10_000)));
        highest = Math.max(lowest + 1, Math.ceil(Math.log10(Math.max(most, 10_000) * 1.05)));
    }

    private LongStream nanos() {
        return marks.stream().mapToLong(Mark::latencyNanos);
    }

    String markup() {
        Svg svg = new Svg(WIDTH, HEIGHT, "Latency of the checks over time");
        grid(svg);
        StringBuilder dots = new StringBuilder();
        StringBuilder crosses = new StringBuilder();
        StringBuilder bars = new StringBuilder();
        for (Mark mark : marks) {
            double x = time.at(mark.begunNanos());
            double y = y(mark.latencyNanos());
            switch (mark.verdict()) {
                case OK ->
                    dots.append('M')
                            .append(number(x))
                            .append(' ')
                            .append(number(y))
                            .append("h0");
                case FAILED ->
                    crosses.append('M')
                            .append(number(x - 3))
                            .append(' ')
                            .append(number(y - 3))
                            .append("l6 6m0-6l-6 6");
                case TIMED_OUT ->
                    bars.append('M')
                            .append(number(x))
                            .append(' ')
                            .append(number(y - 5))
                            .append("v10");
            }
        }
        svg.path("dots ok", dots).path("mark fail", crosses).path("mark time", bars);
        svg.path("curve high", curve(0.95)).path("curve", curve(0.5));
        return svg.markup();
    }

    private void grid(Svg svg) {
        for (double power = lowest; power <= highest; power++) {
            long nanos = Math.round(Math.pow(10, power));
            svg.line("grid", LEFT, y(nanos), WIDTH - 12, y(nanos));
            svg.label("end", LEFT - 8, y(nanos) + 4, Durations.say(nanos));
        }
        for (TimeAxis.Tick tick : time.ticks(10)) {
            double x = time.at(tick.nanos());
            svg.line("grid", x, TOP, x, BOTTOM);
            svg.label("middle", x, BOTTOM + 20, tick.label());
        }
    }

    private double y(long nanos) {
        double part = (Math.log10((double) Math.max(nanos, 10_000)) - lowest) / (highest - lowest);
        return BOTTOM - (BOTTOM - TOP) * Math.clamp(part, 0.0, 1.0);
    }

    /** Through the given part of the checks that went well, slice by slice; slices with few checks are left out. */
    private String curve(double part) {
        List<List<Mark>> slices =
                Stream.<List<Mark>>generate(ArrayList::new).limit(SLICES).toList();
        for (Mark mark : marks) {
            if (mark.verdict() == Verdict.OK) {
                long slice = mark.begunNanos() * SLICES / time.spanNanos();
                slices.get(Math.clamp(slice, 0, SLICES - 1)).add(mark);
            }
        }
        StringBuilder curve = new StringBuilder();
        for (List<Mark> slice : slices) {
            if (slice.size() >= FEWEST_IN_SLICE) {
                long[] sorted =
                        slice.stream().mapToLong(Mark::latencyNanos).sorted().toArray();
                long middle = Math.round(
                        slice.stream().mapToLong(Mark::begunNanos).average().orElse(0));
                long nanos = sorted[(int) Math.ceil(part * sorted.length) - 1];
                curve.append(curve.isEmpty() ? 'M' : 'L')
                        .append(number(time.at(middle)))
                        .append(' ')
                        .append(number(y(nanos)));
            }
        }
        return curve.toString();
    }
}
