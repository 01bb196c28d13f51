package io.photons.stress.leaks;

import io.photons.async.Async;
import io.photons.async.ChildFuture;
import io.photons.async.Deferred;
import io.photons.async.Pauser;
import io.photons.async.Promise;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.Tick;
import io.photons.async.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The workloads. */
final class Workloads {

    /** How many run at once, at most. */
    private static final int BATCH = 1_000;

    private static final Duration FAR = Duration.ofHours(1);

    private Workloads() {}

    /** Those that the table shows, in its order. */
    static List<Supplier<Workload>> all() {
        return List.of(Children::new, Callbacks::new, HeldTasks::new, Results::new, Timeouts::new, Tickers::new);
    }

    /** Children of one parent, each ended by itself, in one of three ways. */
    private static final class Children implements Workload {
        private final Promise<Void> parent = Async.promise("parent");

        @Override
        public String what() {
            return "children made and ended on one parent";
        }

        @Override
        public void run(long count) {
            for (long i = 0; i < count; i++) {
                ChildFuture<Long> child = ChildFuture.of(parent);
                switch ((int) (i % 3)) {
                    case 0 -> child.complete(i);
                    case 1 -> child.cancel("not needed");
                    default -> child.close();
                }
            }
        }
    }

    /** Callbacks added to and removed from a future that already has some. */
    private static final class Callbacks implements Workload {
        private final Promise<Void> future = Async.promise("future");

        Callbacks() {
            for (int i = 0; i < BATCH; i++) {
                future.onDone(ended -> {});
            }
        }

        @Override
        public String what() {
            return "callbacks added to one future and removed";
        }

        @Override
        public void run(long count) {
            for (long i = 0; i < count; i++) {
                long number = i;
                Consumer<Deferred<Void>> callback = ended -> System.out.println(number);
                future.onDone(callback);
                future.removeCallback(callback);
            }
        }
    }

    /** Tasks of one holder: values, errors and cancellations. */
    private static final class HeldTasks implements Workload {
        private final Promise<Void> stop = Async.promise("stop");
        private final TaskHolder holder = TaskHolder.options()
                .name("long-lived")
                .errorCatcher(error -> {})
                .open(stop);

        @Override
        public String what() {
            return "tasks run by one holder";
        }

        @Override
        public void run(long count) throws InterruptedException {
            List<Task<?>> batch = new ArrayList<>(BATCH);
            for (long i = 0; i < count; i++) {
                long number = i;
                batch.add(holder.add("task", () -> value(number)));
                if (i % 100 == 0) {
                    batch.get(batch.size() - 1).cancel("one in a hundred");
                }
                if (batch.size() == BATCH || i == count - 1) {
                    Async.waitForAll(batch);
                    batch.clear();
                }
            }
            awaitNothing(holder::pending);
        }

        private static Long value(long number) {
            if (number % 100 == 50) {
                throw new Expected();
            }
            return number;
        }

        @Override
        public void close() {
            holder.close();
        }
    }

    /** Results of one streamer: of bodies and of generators, through a buffer with a bound. */
    private static final class Results implements Workload {
        private final ResultStreamer<Long, String> results =
                ResultStreamer.<Long, String>options().capacity(BATCH).open();

        @Override
        public String what() {
            return "results delivered by one streamer";
        }

        @Override
        public void run(long count) throws InterruptedException {
            for (long done = 0; done < count; ) {
                int each = (int) Math.min(BATCH / 2, count - done);
                results.addGenerator("generator", out -> {
                    for (long i = 0; i < each; i++) {
                        out.emit(i);
                    }
                });
                int bodies = (int) Math.min(BATCH / 2, count - done - each);
                for (int i = 0; i < bodies; i++) {
                    long number = i;
                    results.add("body", () -> number);
                }
                for (int i = 0; i < each + bodies; i++) {
                    Result<Long, String> result = results.poll(FAR).orElseThrow();
                    result.outcome();
                }
                done += each + bodies;
            }
            awaitNothing(results::pending);
        }

        @Override
        public void close() {
            results.close();
        }
    }

    /** Time-outs that do not strike, called by a few tasks at once. */
    private static final class Timeouts implements Workload {
        private static final int CALLERS = 4;

        @Override
        public String what() {
            return "time-outs that did not strike";
        }

        @Override
        public void run(long count) throws Exception {
            TaskHolder.options().failFast().run(Async.promise("callers"), callers -> {
                for (int caller = 0; caller < CALLERS; caller++) {
                    long first = caller;
                    callers.add(() -> {
                        for (long i = first; i < count; i += CALLERS) {
                            long number = i;
                            Async.withTimeout(FAR, () -> number);
                        }
                    });
                }
                return null;
            });
        }
    }

    /** Tickers opened, iterated and left by break, on one final future and one pauser. */
    private static final class Tickers implements Workload {
        private final Promise<Void> stop = Async.promise("stop");
        private final Pauser pauser = new Pauser();

        @Override
        public String what() {
            return "tickers opened and broken out of";
        }

        @Override
        public long share(long count) {
            return Math.max(1, count / 10);
        }

        @Override
        public void run(long count) {
            for (long i = 0; i < count; i++) {
                try (Ticker ticker =
                        Ticker.every(FAR).finalFuture(stop).pauser(pauser).open()) {
                    for (Tick tick : ticker) {
                        if (tick.iteration() == 1) {
                            break;
                        }
                    }
                }
            }
        }
    }

    /** An ended task is let go of when its callbacks have run, a moment after who waits for it has gone on. */
    private static void awaitNothing(Supplier<Integer> pending) throws InterruptedException {
        while (pending.get() > 0) {
            Async.sleep(Duration.ofMillis(1));
        }
    }

    /** An error that costs no stack trace. */
    private static final class Expected extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Expected() {
            super("expected", null, false, false);
        }
    }
}
