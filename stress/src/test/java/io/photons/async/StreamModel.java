package io.photons.async;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * A streamer of futures that somebody else ends. The end of its iteration is one step: work that comes before it is
 * waited for, work that comes after it is cancelled and gives no result (S6, S9).
 */
public class StreamModel {

    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

    private final ResultStreamer<Integer, Integer> streamer = ResultStreamer.open();
    private final List<Promise<Integer>> futures = List.of(new Promise<>(null), new Promise<>(null));

    /** Adds a future and ends it; false if the streamer had cancelled it. */
    @Operation
    public boolean add(@Param(gen = IntGen.class, conf = "0:1") int number) {
        Promise<Integer> future = futures.get(number);
        streamer.addTask(number, future);
        return future.complete(number);
    }

    /** Only in scenarios in which it is called: whoever takes waits for it. */
    public void noMoreWork() {
        streamer.noMoreWork();
    }

    /** Takes a result, waiting for it; null at the end. */
    public String take() throws InterruptedException {
        Result<Integer, Integer> result = streamer.poll(FOR_EVER).orElse(null);
        if (result == null) {
            return null;
        }
        return result.successful() ? result.context().toString() : "cancelled";
    }

    /** What one thread alone would see; where it would wait for ever, a word that the library does not know. */
    public static class Alone {

        private final ArrayDeque<Integer> results = new ArrayDeque<>();
        private final List<Integer> ended = new ArrayList<>();
        private boolean noMoreWork;
        private boolean over;

        public boolean add(int number) {
            if (over) {
                return false;
            }
            results.add(number);
            return ended.add(number);
        }

        public void noMoreWork() {
            noMoreWork = true;
        }

        public String take() {
            if (!results.isEmpty()) {
                return String.valueOf(results.poll());
            }
            over = noMoreWork;
            return over ? null : "waits";
        }
    }
}
