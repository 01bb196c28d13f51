package io.photons.stress.simulation;

import java.util.List;

/** Drawn numbers: the same for the same seed on every JDK. */
final class Draw {

    private static final long STEP = 0x9E3779B97F4A7C15L;

    private long state;

    Draw(long seed, long stream) {
        state = mix(seed * STEP + 1) ^ mix(stream + STEP);
    }

    /** A number from zero up to, and without, a bound. */
    int below(int bound) {
        state += STEP;
        return (int) Math.floorMod(mix(state) >>> 1, (long) bound);
    }

    int between(int least, int most) {
        return least + below(most - least + 1);
    }

    boolean oneIn(int times) {
        return below(times) == 0;
    }

    <T> T of(List<T> some) {
        return some.get(below(some.size()));
    }

    static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
