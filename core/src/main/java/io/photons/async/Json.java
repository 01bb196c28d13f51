package io.photons.async;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON (RFC 8259): objects and arrays are opened and closed by hand, commas come by themselves. What is null is
 * left out.
 */
final class Json {

    private static final String HEX = "0123456789abcdef";

    private final StringBuilder text = new StringBuilder();

    /** Whether something stands before what comes next, in the same object or array. */
    private boolean follows;

    Json open(char bracket) {
        separate();
        text.append(bracket);
        follows = false;
        return this;
    }

    Json close(char bracket) {
        text.append(bracket);
        follows = true;
        return this;
    }

    /** Begins a member whose value is an object or an array. */
    Json member(String name, char bracket) {
        name(name);
        text.append(bracket);
        follows = false;
        return this;
    }

    Json member(String name, long value) {
        name(name);
        text.append(value);
        return this;
    }

    Json member(String name, @Nullable String value) {
        if (value != null) {
            name(name);
            quote(value);
        }
        return this;
    }

    /** In milliseconds, as a whole number. */
    Json member(String name, @Nullable Duration value) {
        return value == null ? this : member(name, value.toMillis());
    }

    private void name(String name) {
        separate();
        quote(name);
        text.append(':');
    }

    private void separate() {
        if (follows) {
            text.append(',');
        }
        follows = true;
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char at = value.charAt(i);
            if (at == '"' || at == '\\') {
                text.append('\\').append(at);
            } else if (Character.isHighSurrogate(at)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                text.append(at).append(value.charAt(++i));
            } else if (isToEscape(at)) {
                // Control characters must be told so; half a character would be lost on the way out of the JVM.
                text.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    text.append(HEX.charAt(at >> shift & 15));
                }
            } else {
                text.append(at);
            }
        }
        text.append('"');
    }

    private static boolean isToEscape(char at) {
        return Character.isISOControl(at) || Character.isSurrogate(at) || at == '\u2028' || at == '\u2029';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
