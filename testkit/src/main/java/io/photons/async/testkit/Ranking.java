package io.photons.async.testkit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs whoever ranks highest. Ranks are drawn at the start of each strand; at one place, or two, the running strand is
 * demoted below all others.
 *
 * <p>The first of those places is counted out over the seeds, from 1 to {@value #COUNTED}, and not drawn: a race with one
 * critical place among the first {@value #COUNTED} then is tried several times in 200 seeds, for sure.
 */
final class Ranking implements Order {

    private static final int COUNTED = 20;
    private static final int ROUNDS = 6;
    private static final int WIDEST = 1 << 16;

    /** So many places in succession at which the highest kept others from running: it may be polling for them. */
    private static final int PATIENCE = 500;

    private final List<Strand> runnable = new ArrayList<>();
    private final Draw draw;
    private final long first;
    private final long second;

    private long place;
    private long lowest;
    private int succession;

    Ranking(long seed) {
        draw = new Draw(seed);
        // Every third seed walks at random; the others are numbered without gaps.
        long number = seed - Math.floorDiv(seed, 3L) - 1;
        long round = Math.floorDiv(number, (long) COUNTED);
        if (round >= 0 && round < ROUNDS) {
            first = 1 + Math.floorMod(number, (long) COUNTED);
        } else {
            first = 1L + draw.below(widthOf(round));
        }
        second = Math.floorMod(round, 2L) == 1 ? first + 1 + draw.below(1 + draw.below(COUNTED)) : -1;
    }

    /** Later seeds look further into a program: each width for a while, then the next. */
    private static int widthOf(long round) {
        long doublings = Math.floorMod(round, 13L);
        return Math.min(WIDEST, COUNTED << doublings);
    }

    @Override
    public void add(Strand strand) {
        if (strand.rank == 0) {
            strand.rank = (draw.next() >>> 1) | 1;
        }
        runnable.add(strand);
    }

    @Override
    public @Nullable Strand poll() {
        if (runnable.isEmpty()) {
            return null;
        }
        int highest = 0;
        for (int i = 1; i < runnable.size(); i++) {
            if (runnable.get(i).rank > runnable.get(highest).rank) {
                highest = i;
            }
        }
        Strand strand = runnable.get(highest);
        int last = runnable.size() - 1;
        runnable.set(highest, runnable.get(last));
        runnable.remove(last);
        return strand;
    }

    @Override
    public boolean isEmpty() {
        return runnable.isEmpty();
    }

    @Override
    public boolean goesOn(Strand running) {
        place++;
        if (place == first || place == second || ++succession > PATIENCE) {
            gaveWay(running);
        }
        return false;
    }

    @Override
    public void gaveWay(Strand running) {
        running.rank = --lowest;
        succession = 0;
    }
}
