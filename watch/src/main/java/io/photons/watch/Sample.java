package io.photons.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Some of the checks, drawn so that each one of the whole run is as likely to be among them as any other. */
final class Sample {

    private static final int SIZE = 4000;

    private final SplittableRandom random = new SplittableRandom(1);
    private final List<History.Mark> marks = new ArrayList<>();
    private long seen;

    void add(History.Mark mark) {
        seen++;
        if (marks.size() < SIZE) {
            marks.add(mark);
            return;
        }
        long place = random.nextLong(seen);
        if (place < SIZE) {
            marks.set((int) place, mark);
        }
    }

    /** Whether some are left out. */
    boolean isPartial() {
        return seen > marks.size();
    }

    List<History.Mark> marks() {
        return List.copyOf(marks);
    }
}
