package io.photons.watch;

import static io.photons.watch.Svg.number;

import io.photons.watch.History.Mark;
import io.photons.watch.Score.Row;
import java.util.List;

/**
 * A line for each target and on it a bar for each check, as long as the check took: low where it went well, high where it
 * failed, high and hollow where it timed out.
 */
final class TimelinePicture {

    /** As many bars as a page can bear. */
    static final int MOST_BARS = 12_000;

    private static final double WIDTH = 1000;
    private static final double LEFT = 190;
    private static final double RIGHT = 944;
    private static final double TOP = 30;
    private static final double ROW = 13;
    private static final double LEAST_WIDTH = 2.5;
    private static final int LONGEST_NAME = 28;

    private final List<Row> rows;
    private final TimeAxis time;

    TimelinePicture(List<Row> rows, long spanNanos) {
        this.rows = rows;
        time = new TimeAxis(LEFT, RIGHT, spanNanos);
    }

    String markup() {
        double bottom = TOP + rows.size() * ROW;
        Svg svg = new Svg(WIDTH, bottom + 12, "Timeline of the checks of each target");
        for (TimeAxis.Tick tick : time.ticks(8)) {
            double x = time.at(tick.nanos());
            svg.line("grid", x, TOP - 6, x, bottom + 4);
            svg.label("middle", x, TOP - 12, tick.label());
        }
        svg.label("end", WIDTH - 4, TOP - 12, "ok");
        double middle = TOP + ROW / 2;
        for (Row row : rows) {
            draw(svg, row, middle);
            middle += ROW;
        }
        return svg.markup();
    }

    private void draw(Svg svg, Row row, double middle) {
        svg.raw("<g><title>" + Svg.escape(title(row)) + "</title>");
        svg.raw("<path class=\"row\" d=\"M0 " + number(middle) + "H" + number(WIDTH) + "\"/>");
        svg.label("end name", LEFT - 10, middle + 3.5, shortened(row.name()));
        StringBuilder low = new StringBuilder();
        StringBuilder high = new StringBuilder();
        StringBuilder hollow = new StringBuilder();
        for (Mark mark : row.marks()) {
            double x = time.at(mark.begunNanos());
            double end = time.at(mark.begunNanos() + Math.max(0, mark.latencyNanos()));
            double width = Math.max(LEAST_WIDTH, end - x);
            switch (mark.verdict()) {
                case OK -> bar(low, x, width, middle, 2);
                case FAILED -> bar(high, x, width, middle, 5);
                case TIMED_OUT -> bar(hollow, x + 0.5, width - 1, middle, 4.5);
            }
        }
        svg.path("bar ok", low).path("bar fail", high).path("hollow time", hollow);
        svg.label("end", WIDTH - 4, middle + 3.5, PlainLines.percent(row.percent()) + " %");
        svg.raw("</g>");
    }

    private static void bar(StringBuilder path, double x, double width, double middle, double half) {
        path.append('M').append(number(x)).append(' ').append(number(middle - half));
        path.append('h').append(number(width)).append('v').append(number(2 * half));
        path.append('h').append(number(-width)).append('z');
    }

    private static String title(Row row) {
        String error = row.last() == null || row.last().error() == null
                ? ""
                : ": " + row.last().error();
        return row.name() + ", " + row.ok() + " of " + row.checks() + " ok" + error;
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
    }
}
