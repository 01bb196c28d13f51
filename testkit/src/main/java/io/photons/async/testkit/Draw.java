package io.photons.async.testkit;

/**
 * Numbers drawn from a seed, the same on every JDK: SplitMix64, written out because the JDK's own generators do not
 * promise their sequence.
 */
final class Draw {

    private long state;

    Draw(long seed) {
        state = seed;
    }

    long next() {
        state += 0x9E3779B97F4A7C15L;
        long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** A number from 0 to {@code bound - 1}. */
    int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }
}
