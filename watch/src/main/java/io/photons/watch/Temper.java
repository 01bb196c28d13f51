package io.photons.watch;

import java.util.Locale;

/** How an endpoint of the embedded fleet behaves. */
enum Temper {
    /** A page that answers at once. */
    STEADY(100),
    /** A port that takes connections. */
    PORT(24),
    /** A page that takes its time, well within the limit. */
    SLOW(24),
    /** A page that answers some checks with an error. */
    FLAKY(20),
    /** A page that takes the connection and never answers. */
    HANGS(12),
    /** A page that closes the connection instead of answering. */
    CLOSES(10),
    /** A page whose port refuses the connection. */
    REFUSES(10);

    private final int weight;

    Temper(int weight) {
        this.weight = weight;
    }

    /** How many of two hundred have it, on the average. */
    int weight() {
        return weight;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
