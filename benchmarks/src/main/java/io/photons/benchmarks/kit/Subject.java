package io.photons.benchmarks.kit;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import io.photons.async.TaskHolder;
import io.photons.async.testkit.VirtualTime;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** What is run under virtual time. */
final class Subject {

    static final int SLEEPERS = 100;
    static final int TASKS = 20;
    private static final int IN_HOLDER = 14;

    private Subject() {}

    /**
     * A hundred tasks sleep again and again until there were so many sleeps. All are due at the same instants, and first
     * come are first served: so each sleep parks its task and is followed by another task, which is one switch.
     */
    static void switches(int count) {
        VirtualTime.run(time -> {
            try (TaskHolder holder = TaskHolder.open()) {
                for (int i = 0; i < SLEEPERS; i++) {
                    int sleeps = count / SLEEPERS + (i < count % SLEEPERS ? 1 : 0);
                    holder.add(() -> {
                        for (int sleep = 0; sleep < sleeps; sleep++) {
                            Async.sleep(Duration.ofMillis(1));
                        }
                    });
                }
            }
        });
    }

    /**
     * A test with twenty tasks: fourteen in a holder wait for a promise and then sleep, each under a time-out, whose body is
     * one more task; every other time-out strikes. The last six are a streamer's. It fails if anything comes out otherwise.
     */
    static void test(long seed) {
        VirtualTime.run(seed, time -> {
            int[] struck = new int[1];
            int sum = 0;
            Promise<Integer> gate = Async.promise("gate");
            try (TaskHolder holder = TaskHolder.open();
                    ResultStreamer<Integer, Integer> stream = ResultStreamer.open()) {
                for (int i = 0; i < IN_HOLDER; i++) {
                    int number = i;
                    holder.add(() -> {
                        gate.get();
                        try {
                            Async.timeout(Duration.ofMillis(10))
                                    .call(() -> Async.sleep(Duration.ofMillis(number % 2 == 0 ? 5 : 50)));
                        } catch (TimeoutException e) {
                            struck[0]++;
                        }
                    });
                }
                for (int i = 0; i < TASKS - IN_HOLDER; i++) {
                    int number = i;
                    stream.add(number, () -> {
                        Async.sleep(Duration.ofMillis(number));
                        return number;
                    });
                }
                stream.noMoreWork();
                gate.complete(1);
                for (Result<Integer, Integer> result : stream) {
                    sum += result.context();
                }
            }
            if (struck[0] != IN_HOLDER / 2 || sum != 15) {
                throw new AssertionError(time + ": " + struck[0] + " time-outs struck, the sum was " + sum);
            }
        });
    }
}
