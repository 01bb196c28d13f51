package io.photons.stress.simulation;

/** What a body, a callback or a catcher throws: each is thrown once, so that it can be looked for everywhere. */
final class Fault extends Exception {

    private static final long serialVersionUID = 1L;

    Fault(String message) {
        super(message, null, true, false);
    }

    /** One that no method declares. */
    static final class Unchecked extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unchecked(String message) {
            super(message, null, true, false);
        }
    }

    /** One that most code does not catch. */
    static final class Fatal extends Error {
        private static final long serialVersionUID = 1L;

        Fatal(String message) {
            super(message, null, true, false);
        }
    }

    static boolean isOne(Throwable thrown) {
        return thrown instanceof Fault || thrown instanceof Unchecked || thrown instanceof Fatal;
    }
}
