package io.photons.terminal;

/**
 * Text from outside, made harmless for a terminal: control characters, invisible characters and those that turn the
 * direction of writing are spelled out as {@code \x1b} or {@code \u202e}.
 */
public final class Printable {

    private static final String HEX = "0123456789abcdef";

    private Printable() {}

    /** Returns {@code text} with everything that a terminal might obey spelled out. */
    public static String of(String text) {
        int clean = 0;
        while (clean < text.length() && isPlain(text.charAt(clean))) {
            clean++;
        }
        if (clean == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, clean);
        for (int at = clean; at < text.length(); ) {
            int point = text.codePointAt(at);
            append(out, point);
            at += Character.charCount(point);
        }
        return out.toString();
    }

    /** Returns the same, cut to {@code limit} characters with a mark at the cut. */
    public static String of(String text, int limit) {
        String plain = of(text.length() > limit ? text.substring(0, limit) : text);
        return plain.length() <= limit && text.length() <= limit ? plain : cut(plain, limit - 3) + "...";
    }

    private static String cut(String text, int length) {
        int end = Math.min(text.length(), length);
        return text.substring(0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }

    private static boolean isPlain(char c) {
        return c >= 0x20 && c < 0x7f;
    }

    /** What is drawn as nothing, or as a blank, though it is a letter or a mark by its type. */
    private static boolean isBlank(int point) {
        return point == 0x034f
                || point == 0x115f
                || point == 0x1160
                || point == 0x17b4
                || point == 0x17b5
                || (point >= 0x180b && point <= 0x180f)
                || point == 0x2800
                || point == 0x3164
                || point == 0xffa0
                || (point >= 0xfe00 && point <= 0xfe0f)
                || (point >= 0xe0100 && point <= 0xe01ef);
    }

    private static void append(StringBuilder out, int point) {
        if (isBlank(point)) {
            unicode(out, point);
            return;
        }
        switch (Character.getType(point)) {
            case Character.CONTROL -> hex(out.append("\\x"), point, 2);
            case Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> unicode(out, point);
            default -> out.appendCodePoint(point);
        }
    }

    private static void unicode(StringBuilder out, int point) {
        hex(out.append("\\u"), point, point > 0xffff ? 6 : 4);
    }

    private static void hex(StringBuilder out, int point, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            out.append(HEX.charAt(point >> shift & 0xf));
        }
    }
}
