package io.photons.benchmarks;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.w3c.dom.Document;

/** A chart with two logarithmic axes, on which what grows with the work and not faster is a line of the same slope. */
final class Chart {

    private static final int WIDTH = 860;
    private static final int HEIGHT = 460;
    private static final int PRECISION = 1;
    private static final Color INK = new Color(0x24292f);
    private static final Color GRID = new Color(0xd8dee4);
    /** Of Okabe and Ito, to be told apart by all eyes. */
    private static final Color[] PEERS = {
        new Color(0xe69f00),
        new Color(0x56b4e9),
        new Color(0x009e73),
        new Color(0xcc79a7),
        new Color(0xd55e00),
        new Color(0x8c6bb1),
        new Color(0x7f7f7f),
        new Color(0xb8a000)
    };

    private final XYChart chart;
    private int peers;

    Chart(String title, String x, String y) {
        chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        var style = chart.getStyler();
        // An opaque background, as the page around may be light or dark.
        style.setChartBackgroundColor(Color.WHITE)
                .setChartFontColor(INK)
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 15))
                .setChartPadding(14)
                .setLegendPosition(LegendPosition.OutsideE)
                .setLegendBorderColor(Color.WHITE)
                .setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        style.setXAxisLogarithmic(true)
                .setYAxisLogarithmic(true)
                .setXAxisDecimalPattern("#,###")
                .setYAxisTickLabelsFormattingFunction(Chart::label)
                .setPlotGridLinesColor(GRID)
                .setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12))
                .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
    }

    /** Draws a contender's line; nothing is drawn where there is nothing. */
    void line(Contender contender, double[] x, double[] y) {
        for (double value : y) {
            // A logarithm needs more than nothing.
            if (value <= 0) {
                return;
            }
        }
        XYSeries line = chart.addSeries(contender.name(), x, y);
        line.setMarker(SeriesMarkers.CIRCLE);
        switch (contender.role()) {
            case LIMIT -> paint(line, INK, dashed());
            case OURS -> paint(line, new Color(0x0050c8), new BasicStroke(3.5f));
            default -> paint(line, PEERS[peers++ % PEERS.length], new BasicStroke(1.6f));
        }
    }

    private static String label(double value) {
        return String.format(Locale.ROOT, value < 1 ? "%s" : "%,.0f", value);
    }

    private static BasicStroke dashed() {
        return new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 4}, 0);
    }

    private static void paint(XYSeries line, Color colour, BasicStroke stroke) {
        line.setLineColor(colour).setLineStyle(stroke);
        line.setMarkerColor(colour);
    }

    void write(Path file) throws IOException {
        Document document = document();
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
        // Labels are drawn as outlines, which need no more.
        context.setPrecision(PRECISION);
        SVGGraphics2D canvas = new SVGGraphics2D(context, false);
        chart.paint(canvas, WIDTH, HEIGHT);
        canvas.setSVGCanvasSize(new Dimension(WIDTH, HEIGHT));
        try (Writer out = Files.newBufferedWriter(file)) {
            canvas.stream(out, true);
        }
    }

    private static Document document() throws IOException {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVGGraphics2D.SVG_NAMESPACE_URI, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IOException(e);
        }
    }
}
