package io.photons.top;

import io.photons.terminal.Screen;
import java.io.IOException;

/**
 * A key that was pressed.
 *
 * @param kind which one
 * @param character the character of a {@link Kind#CHARACTER}
 */
record Key(Kind kind, char character) {

    private static final int ESCAPE = 27;
    private static final int DELETE = 127;
    private static final int BACKSPACE = 8;
    private static final long SEQUENCE_MILLIS = 30;
    private static final int LONGEST_SEQUENCE = 8;

    /** Keys. */
    enum Kind {
        UP,
        DOWN,
        PAGE_UP,
        PAGE_DOWN,
        HOME,
        END,
        ENTER,
        ESCAPE,
        BACKSPACE,
        CHARACTER,
        /** One that means nothing here. */
        OTHER,
        /** None came in time. */
        NONE,
        /** None will come any more. */
        GONE
    }

    /** Waits for one. */
    static Key read(Screen screen, long millis) throws IOException {
        int first = screen.read(millis);
        return switch (first) {
            case -2 -> of(Kind.NONE);
            case -1 -> of(Kind.GONE);
            case '\r', '\n' -> of(Kind.ENTER);
            case DELETE, BACKSPACE -> of(Kind.BACKSPACE);
            case ESCAPE -> sequence(screen);
            default -> first < ' ' ? of(Kind.OTHER) : new Key(Kind.CHARACTER, (char) first);
        };
    }

    private static Key of(Kind kind) {
        return new Key(kind, '\0');
    }

    /** What begins with an escape: {@code ESC [ A}, {@code ESC O A}, {@code ESC [ 5 ~} and the like, or nothing more. */
    private static Key sequence(Screen screen) throws IOException {
        int next = screen.read(SEQUENCE_MILLIS);
        if (next != '[' && next != 'O') {
            return of(next < 0 ? Kind.ESCAPE : Kind.OTHER);
        }
        StringBuilder rest = new StringBuilder();
        while (rest.length() < LONGEST_SEQUENCE) {
            int character = screen.read(SEQUENCE_MILLIS);
            if (character < 0) {
                break;
            }
            rest.append((char) character);
            if (character >= '@' && character <= '~') {
                break;
            }
        }
        return of(
                switch (rest.toString()) {
                    case "A" -> Kind.UP;
                    case "B" -> Kind.DOWN;
                    case "H", "1~", "7~" -> Kind.HOME;
                    case "F", "4~", "8~" -> Kind.END;
                    case "5~" -> Kind.PAGE_UP;
                    case "6~" -> Kind.PAGE_DOWN;
                    default -> Kind.OTHER;
                });
    }
}
