package io.photons.watch;

import io.photons.terminal.Printable;
import java.util.Locale;

/** A picture under construction. */
final class Svg {

    private final StringBuilder text = new StringBuilder(16_384);

    Svg(double width, double height, String description) {
        text.append(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">",
                number(width),
                number(height),
                escape(description)));
    }

    /** Adds markup that is ready: no text from outside. */
    Svg raw(String markup) {
        text.append(markup);
        return this;
    }

    Svg line(String style, double x1, double y1, double x2, double y2) {
        text.append("<path class=\"").append(style).append("\" d=\"M").append(number(x1));
        text.append(' ').append(number(y1)).append('L').append(number(x2)).append(' ');
        text.append(number(y2)).append("\"/>");
        return this;
    }

    /** Adds words; {@code style} may hold the alignment. */
    Svg label(String style, double x, double y, String words) {
        text.append("<text class=\"").append(style).append("\" x=\"").append(number(x));
        text.append("\" y=\"")
                .append(number(y))
                .append("\">")
                .append(escape(words))
                .append("</text>");
        return this;
    }

    Svg path(String style, CharSequence data) {
        if (!data.isEmpty()) {
            text.append("<path class=\"")
                    .append(style)
                    .append("\" d=\"")
                    .append(data)
                    .append("\"/>");
        }
        return this;
    }

    /** Ends the picture. */
    String markup() {
        return text.append("</svg>").toString();
    }

    /** A coordinate, with one decimal. */
    static String number(double value) {
        double rounded = Math.rint(value * 10) / 10;
        return rounded == Math.rint(rounded) ? String.valueOf((long) rounded) : String.valueOf(rounded);
    }

    static String escape(String words) {
        return Printable.of(words)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
