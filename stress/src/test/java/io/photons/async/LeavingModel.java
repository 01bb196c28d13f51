package io.photons.async;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * Tasks that leave a holder, in whose register they have the last places of a row. They were never started, so that who
 * cancels one ends it, and lets it go (H2, H5, W6).
 */
public class LeavingModel {

    private final TaskHolder holder = TaskHolder.open();
    private final List<Job<Integer>> tasks = IntStream.range(0, 2)
            .mapToObj(number -> new Job<Integer>(null, holder, true))
            .toList();

    public LeavingModel() {
        Job<Integer> before = new Job<>(null, holder, true);
        for (int place = 0; place < Row.FEW + Row.PLACES - 2; place++) {
            holder.hold(before);
            holder.roster.leave(before, 0);
        }
        tasks.forEach(holder::hold);
    }

    /** By one thread alone: a second end returns though the first one's thread has not let the task go yet. */
    @Operation(nonParallelGroup = "end")
    public void end(@Param(gen = IntGen.class, conf = "0:1") int number) {
        tasks.get(number).cancel();
    }

    @Operation
    public int pending() {
        return holder.pending();
    }

    @Operation
    public boolean contains(@Param(gen = IntGen.class, conf = "0:1") int number) {
        return holder.contains(tasks.get(number));
    }

    @Operation
    public String iterate() {
        StringBuilder found = new StringBuilder();
        for (Job<?> job : holder.snapshot()) {
            found.append(tasks.indexOf(job));
        }
        return found.toString();
    }

    @Operation
    public long cancelled() {
        Tally total = new Tally();
        holder.lock();
        try {
            holder.roster.count(total);
        } finally {
            holder.unlock();
        }
        return total.cancelled;
    }

    /** Only in scenarios that end what is held: it waits. */
    public boolean close() {
        holder.close();
        return true;
    }

    /** What one thread alone would see. */
    public static class Alone {

        private final List<Integer> held = new ArrayList<>(List.of(0, 1));

        public void end(int number) {
            held.remove((Object) number);
        }

        public int pending() {
            return held.size();
        }

        public boolean contains(int number) {
            return held.contains(number);
        }

        public String iterate() {
            StringBuilder found = new StringBuilder();
            held.forEach(found::append);
            return found.toString();
        }

        public long cancelled() {
            return 2L - held.size();
        }

        /** A close returns at a moment at which nothing is held. */
        public boolean close() {
            return held.isEmpty();
        }
    }
}
