package io.photons.async;

import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** The line of a stream's results, with room for two (S2, S7, S10, S13). */
public class QueueModel {

    private static final int ROOM = 2;

    private final ResultQueue<Integer> queue = new ResultQueue<>("queue");
    private final BooleanSupplier busy = new BooleanSupplier() {
        @Override
        public boolean getAsBoolean() {
            return true;
        }
    };

    @Operation
    public String put(@Param(gen = IntGen.class, conf = "1:3") int value) {
        return queue.put(value, ROOM).name();
    }

    @Operation
    public Integer poll() {
        return queue.poll();
    }

    @Operation
    public void seal() {
        queue.seal();
    }

    @Operation
    public boolean isSealed() {
        return queue.isSealed();
    }

    /** Waits for a result; null once the queue is sealed and empty. Only in scenarios in which one comes. */
    public Integer take() throws InterruptedException {
        for (; ; ) {
            boolean sealed = queue.isSealed();
            Integer result = queue.poll();
            if (result != null || sealed) {
                return result;
            }
            queue.awaitResult(AsyncRuntime.NO_DEADLINE, busy);
        }
    }

    /** Waits for room. Only in scenarios in which there will be some. */
    public String emit(int value) throws InterruptedException {
        ResultQueue.Put put = queue.put(value, ROOM);
        while (put == ResultQueue.Put.FULL) {
            queue.awaitRoom(ROOM);
            put = queue.put(value, ROOM);
        }
        return put.name();
    }

    /** What one thread alone would see; where it would wait for ever, a word that the library does not know. */
    public static class Alone {

        private final ArrayDeque<Integer> results = new ArrayDeque<>();
        private boolean sealed;

        public String put(int value) {
            if (sealed) {
                return "SEALED";
            }
            if (results.size() == ROOM) {
                return "FULL";
            }
            results.add(value);
            return "DONE";
        }

        public Integer poll() {
            return results.poll();
        }

        public void seal() {
            sealed = true;
        }

        public boolean isSealed() {
            return sealed;
        }

        public Integer take() {
            return results.isEmpty() && !sealed ? Integer.valueOf(-1) : results.poll();
        }

        public String emit(int value) {
            return put(value);
        }
    }
}
