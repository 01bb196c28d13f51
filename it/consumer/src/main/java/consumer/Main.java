package consumer;

import io.photons.async.Async;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import io.photons.async.TaskHolder;
import io.photons.async.Tick;
import io.photons.async.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A program as a user would write it, with a holder, a streamer and a ticker. */
public final class Main {

    private Main() {}

    public static void main(String... arguments) throws Exception {
        System.out.println("held " + held());
        System.out.println("streamed " + streamed());
        System.out.println("ticked " + ticked());
        System.out.println("in module " + Async.class.getModule().getName());
    }

    /** What three tasks have added up when their holder is closed. */
    public static int held() {
        var sum = new AtomicInteger();
        try (var holder = TaskHolder.open()) {
            for (int each = 1; each <= 3; each++) {
                int number = each;
                holder.add(() -> {
                    Async.sleep(Duration.ofMillis(number));
                    sum.addAndGet(number);
                });
            }
        }
        return sum.get();
    }

    /** The sum of four results, one of which is an error. */
    public static String streamed() {
        int sum = 0;
        var errors = new ArrayList<Result<Integer, String>>();
        try (var results = ResultStreamer.<Integer, String>options().errorCatcher(errors).open()) {
            results.add("ten", () -> 10);
            results.add("twenty", () -> 20);
            results.addValue("thirty", 30);
            results.add("none", () -> {
                throw new IllegalStateException("none");
            });
            results.noMoreWork();
            for (Result<Integer, String> result : results) {
                sum += result.successful() ? result.value() : 0;
            }
        }
        return sum + " and " + errors.size() + " error";
    }

    /** The number of the last tick. */
    public static long ticked() {
        long last = 0;
        try (var ticker = Ticker.every(Duration.ofMillis(5)).maxIterations(3).open()) {
            for (Tick tick : ticker) {
                last = tick.iteration();
            }
        }
        return last;
    }
}
