package io.photons.terminal;

import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** JSON that is plain ASCII whatever a name or a server holds, so that no terminal is told anything by it. */
public final class AsciiJson {

    private AsciiJson() {}

    /**
     * Makes what writes it.
     *
     * @return a factory of generators, which nest as deep as they like
     */
    public static JsonFactory factory() {
        return JsonFactory.builder()
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .characterEscapes(new DeleteToo())
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(Integer.MAX_VALUE)
                        .build())
                .build();
    }

    /** Jackson escapes the control characters but for this one, and {@code ESCAPE_NON_ASCII} begins after it. */
    private static final class DeleteToo extends CharacterEscapes {

        private static final long serialVersionUID = 1;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] escapes = standardAsciiEscapesForJSON();
            escapes[0x7f] = ESCAPE_STANDARD;
            return escapes;
        }

        @Override
        @SuppressWarnings("NullAway") // null is how Jackson is told to take the code for ASCII
        public SerializableString getEscapeSequence(int character) {
            return null;
        }
    }
}
