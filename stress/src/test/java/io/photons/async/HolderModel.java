package io.photons.async;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * A holder's register, with futures that somebody else ends: tasks of its own would run on virtual threads. Ending tells
 * nothing, as a future may be seen to have ended before it is let go (H2, H5, H7).
 */
public class HolderModel {

    private final TaskHolder holder = TaskHolder.open();
    private final List<Promise<Integer>> futures =
            List.of(new Promise<>(null), new Promise<>(null), new Promise<>(null));

    @Operation
    public String add(@Param(gen = IntGen.class, conf = "0:2") int number) {
        Promise<Integer> future = futures.get(number);
        if (!future.isDone()) {
            try {
                holder.addTask(future);
            } catch (IllegalStateException closed) {
                return "closed";
            }
        }
        return "added";
    }

    /** By one thread alone: a second end returns though the first one's thread has not let the future go yet. */
    @Operation(nonParallelGroup = "end")
    public void end(@Param(gen = IntGen.class, conf = "0:2") int number) {
        futures.get(number).complete(number);
    }

    @Operation
    public int pending() {
        return holder.pending();
    }

    @Operation
    public boolean contains(@Param(gen = IntGen.class, conf = "0:2") int number) {
        return holder.contains(futures.get(number));
    }

    @Operation
    public String iterate() {
        StringBuilder found = new StringBuilder();
        for (Job<?> job : holder.snapshot()) {
            found.append(futures.indexOf(job.subject()));
        }
        return found.toString();
    }

    /** Only in scenarios that end what is held: it waits. */
    public boolean close() {
        holder.close();
        return true;
    }

    /** What one thread alone would see. */
    public static class Alone {

        private final List<Integer> held = new ArrayList<>();
        private final List<Integer> ended = new ArrayList<>();
        private boolean closed;

        public String add(int number) {
            if (ended.contains(number)) {
                return "added";
            }
            if (closed) {
                ended.add(number);
                return "closed";
            }
            if (!held.contains(number)) {
                held.add(number);
            }
            return "added";
        }

        public void end(int number) {
            held.remove((Object) number);
            ended.add(number);
        }

        public int pending() {
            return held.size();
        }

        public boolean contains(int number) {
            return held.contains(number);
        }

        public String iterate() {
            StringBuilder found = new StringBuilder();
            for (Iterator<Integer> numbers = held.iterator(); numbers.hasNext(); ) {
                found.append(numbers.next());
            }
            return found.toString();
        }

        /** A close returns at a moment at which nothing is held. */
        public boolean close() {
            if (held.isEmpty()) {
                closed = true;
            }
            return closed;
        }
    }
}
