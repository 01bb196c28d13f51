package io.photons.async.testkit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws anew at each place: every runnable strand has the same chance. */
final class RandomWalk implements Order {

    private final List<Strand> runnable = new ArrayList<>();
    private final Draw draw;

    /** One run in two stays with the running strand at three places of four, so that long stretches meet as well. */
    private final boolean reluctant;

    RandomWalk(long seed) {
        draw = new Draw(seed);
        reluctant = draw.below(2) == 0;
    }

    @Override
    public void add(Strand strand) {
        runnable.add(strand);
    }

    @Override
    public @Nullable Strand poll() {
        if (runnable.isEmpty()) {
            return null;
        }
        int last = runnable.size() - 1;
        int drawn = draw.below(last + 1);
        Strand strand = runnable.get(drawn);
        runnable.set(drawn, runnable.get(last));
        runnable.remove(last);
        return strand;
    }

    @Override
    public boolean isEmpty() {
        return runnable.isEmpty();
    }

    @Override
    public boolean goesOn(Strand running) {
        return reluctant && draw.below(4) != 0;
    }

    @Override
    public void gaveWay(Strand running) {}
}
